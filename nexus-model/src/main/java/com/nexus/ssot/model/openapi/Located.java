package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A value and where it stands in its document. */
record Located(String pointer, JsonNode node) {

  /** A member, present or not. */
  Located child(String name) {
    return new Located(Pointer.child(pointer, name), node.path(name));
  }

  /** The members of an object, in its order; nothing of anything else. */
  Map<String, Located> members() {
    Map<String, Located> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.put(
          member.getKey(), new Located(Pointer.child(pointer, member.getKey()), member.getValue()));
    }
    return members;
  }

  /** The elements of an array; nothing of anything else. */
  List<Located> elements() {
    List<Located> elements = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      elements.add(new Located(Pointer.child(pointer, i), node.path(i)));
    }
    return elements;
  }

  boolean exists() {
    return !node.isMissingNode() && !node.isNull();
  }

  boolean says(String flag) {
    return node.path(flag).asBoolean(false);
  }

  String text(String name) {
    return node.path(name).asString("");
  }
}
