package com.nexus.ssot.model.access;

import com.nexus.ssot.model.access.Grant.Condition;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The roles of {@code ssot_policies.yaml}: one for each list that its section {@code
 * access_control} can have, had by the teams that the list names, or by nobody. What else the file
 * demands is accepted where it is enforced in any case, and refused where it is not.
 */
final class SsotPolicies {
  static final String ROOT = "access_control";

  private static final String EVERY_MEMBER = "all_team_members";
  private static final String CODE_OWNERS = "code_owners";
  private static final Set<String> KEYS =
      Set.of("version", "generated_at", ROOT, "audit_requirements", "compliance");

  private static final Map<String, List<ObjectKind>> SECTIONS =
      new TreeMap<>(
          Map.of(
              "ssot_registry",
                  List.of(
                      ObjectKind.ANCHOR,
                      ObjectKind.CONTEXT,
                      ObjectKind.CONFLICT,
                      ObjectKind.PROPOSAL),
              "alias_management", List.of(ObjectKind.ALIAS),
              "frenly_ai_operations", List.of(ObjectKind.OPERATOR)));

  private static final Map<String, List<Verb>> LEVELS =
      new TreeMap<>(
          Map.of(
              "read", List.of(Verb.READ),
              "write", List.of(Verb.WRITE),
              "admin", List.of(Verb.WRITE, Verb.APPROVE, Verb.EXECUTE, Verb.ADMIN)));

  /** What the file may demand because it holds anyway: the place, and the value it must have. */
  private static final Map<String, String> HOLDS =
      Map.of(
          "/audit_requirements/log_all_changes", "true",
          "/audit_requirements/immutable_logs", "true",
          "/compliance/sox/audit_trail", "true");

  private SsotPolicies() {}

  static List<RoleRules> read(AccessTree file) {
    refuseUnknownKeys(file);
    refuseUnenforced(file, "/audit_requirements", file.object("/audit_requirements"));
    refuseUnenforced(file, "/compliance", file.object("/compliance"));
    String root = Pointer.child("", ROOT);
    file.fields(file.object(root), root, SECTIONS.keySet());
    List<RoleRules> found = new ArrayList<>();
    SECTIONS.forEach((section, kinds) -> {
      String at = Pointer.child(root, section);
      file.fields(file.object(at), at, LEVELS.keySet());
      LEVELS.forEach((level, verbs) ->
          found.addAll(roles(file, Pointer.child(at, level), section, level, kinds, verbs)));
    });
    return found;
  }

  private static void refuseUnknownKeys(AccessTree file) {
    for (Map.Entry<String, JsonNode> member : file.root().properties()) {
      if (!KEYS.contains(member.getKey())) {
        file.refuse(
            Pointer.child("", member.getKey()),
            AccessTree.quoted(member.getKey()) + " is not enforced by this server.",
            "Take the section out, and see to it elsewhere.");
      }
    }
  }

  /** {@code false} demands nothing; anything else must be known to hold. */
  private static void refuseUnenforced(AccessTree file, String at, JsonNode section) {
    for (Map.Entry<String, JsonNode> member : section.properties()) {
      String here = Pointer.child(at, member.getKey());
      JsonNode value = member.getValue();
      String holds = HOLDS.get(here);
      if (value.isObject()) {
        refuseUnenforced(file, here, value);
      } else if (holds == null ? !isFalse(value) : !holds.equals(value.asString(""))) {
        file.refuse(
            here,
            holds == null ? "This is not enforced by this server." : "This cannot be switched off.",
            holds == null ? "Take it out, and see to it elsewhere." : "Write " + holds + ".");
      }
    }
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }

  private static List<RoleRules> roles(
      AccessTree file,
      String at,
      String section,
      String level,
      List<ObjectKind> kinds,
      List<Verb> verbs) {
    Set<String> teams = new LinkedHashSet<>();
    boolean owners = false;
    List<String> words = file.words(at);
    for (int i = 0; i < words.size(); i++) {
      String here = Pointer.child(at, i);
      switch (words.get(i)) {
        case EVERY_MEMBER -> teams.add(RoleRules.EVERY_TEAM);
        case CODE_OWNERS -> {
          owners = true;
          requireOwned(file, here, section, level);
        }
        default -> {
          file.name(here, words.get(i));
          teams.add(words.get(i));
        }
      }
    }
    List<RoleRules> found = new ArrayList<>();
    String name = section + "_" + level;
    found.add(role(name, kinds, verbs, Condition.NONE, List.copyOf(teams)));
    if (isOwned(section, level)) {
      List<String> all = owners ? List.of(RoleRules.EVERY_TEAM) : List.of();
      found.add(role(name + "_" + CODE_OWNERS, kinds, verbs, Condition.OWNING_TEAM, all));
    }
    return found;
  }

  /** Only aliases are asked for their owner, and only when they are written. */
  private static void requireOwned(AccessTree file, String at, String section, String level) {
    if (!isOwned(section, level)) {
      file.refuse(
          at,
          CODE_OWNERS + " can only write aliases.",
          "Name teams here, or move it to alias_management.write.");
    }
  }

  private static boolean isOwned(String section, String level) {
    return section.equals("alias_management") && level.equals("write");
  }

  private static RoleRules role(
      String name,
      List<ObjectKind> kinds,
      List<Verb> verbs,
      Condition condition,
      List<String> members) {
    List<Grant> grants = new ArrayList<>();
    for (ObjectKind kind : kinds) {
      for (Verb verb : verbs) {
        grants.add(new Grant(new Scope(verb, kind, null, Scope.EVERYWHERE), condition));
      }
    }
    return new RoleRules(name, "From ssot_policies.yaml", grants, List.of(), members);
  }
}
