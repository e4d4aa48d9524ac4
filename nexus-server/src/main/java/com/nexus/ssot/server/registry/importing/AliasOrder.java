package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.name.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Puts rows of aliases in an order in which each comes after the one it leads to. */
final class AliasOrder {
  private final Map<String, ExportReader.Line> byKey = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<ExportReader.Line> ordered = new ArrayList<>();

  private AliasOrder(List<ExportReader.Line> aliases) {
    aliases.forEach(line -> byKey.put(ExportType.ALIAS.keyOf(line.object()), line));
  }

  static List<ExportReader.Line> of(List<ExportReader.Line> aliases) {
    AliasOrder order = new AliasOrder(aliases);
    aliases.forEach(line -> order.visit(ExportType.ALIAS.keyOf(line.object())));
    return order.ordered;
  }

  /** Chains have at most eight links; a circle in data of others is ended by {@code done}. */
  private void visit(String key) {
    ExportReader.Line line = byKey.get(key);
    if (line == null || !done.add(key)) {
      return;
    }
    JsonNode object = line.object();
    if (object.path("target_kind").asString("").equals("ALIAS")) {
      visit(sibling(object, object.path("canonical").asString("")));
    }
    ordered.add(line);
  }

  private static String sibling(JsonNode alias, String name) {
    return Existing.contextKey(alias) + "/" + Name.of(name).key();
  }
}
