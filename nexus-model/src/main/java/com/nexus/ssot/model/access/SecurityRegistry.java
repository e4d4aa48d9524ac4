package com.nexus.ssot.model.access;

import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The roles of {@code security_registry.yaml}: its section {@code security.authorization}. The
 * file's other known sections are somebody else's.
 */
final class SecurityRegistry {
  static final String ROOT = "security";

  private static final Set<String> SECTIONS =
      Set.of("authentication", "authorization", "encryption", "compliance", "network");

  private SecurityRegistry() {}

  /** The roles that are built in: what the file says where there is none. */
  static List<RoleRules> builtIn() {
    return List.of(
        role("admin", List.of("*"), List.of("production_deploy")),
        role(
            "developer",
            List.of("read", "write", "deploy_staging"),
            List.of("production_deploy", "security_config")),
        role(
            "operator",
            List.of("read", "monitor", "restart_services"),
            List.of("deploy", "config_change")));
  }

  private static RoleRules role(String name, List<String> permissions, List<String> restrictions) {
    return new RoleRules(
        name,
        "Permissions: " + String.join(", ", permissions),
        permissions.stream()
            .flatMap(word -> PermissionWord.PERMISSIONS.getOrDefault(word, List.of()).stream())
            .map(Grant::of)
            .toList(),
        restrictions.stream()
            .flatMap(word -> PermissionWord.RESTRICTIONS.getOrDefault(word, List.of()).stream())
            .toList(),
        null);
  }

  static List<RoleRules> read(AccessTree file) {
    file.fields(file.root(), "", Set.of(ROOT));
    String at = Pointer.child("", ROOT);
    JsonNode security = file.object(at);
    file.fields(security, at, SECTIONS);
    String authorization = at + "/authorization";
    file.fields(file.object(authorization), authorization, Set.of("roles"));
    String roles = authorization + "/roles";
    List<RoleRules> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> named : file.object(roles).properties()) {
      String here = Pointer.child(roles, named.getKey());
      file.name(here, named.getKey());
      file.fields(file.object(here), here, Set.of("permissions", "restrictions"));
      List<String> permissions =
          known(file, here + "/permissions", PermissionWord.PERMISSIONS, "permission");
      List<String> restrictions =
          known(file, here + "/restrictions", PermissionWord.RESTRICTIONS, "restriction");
      if (permissions.isEmpty() && file.isFree(here)) {
        file.refuse(here, "The role has no permissions.", "List at least one, or drop the role.");
      }
      found.add(role(named.getKey(), permissions, restrictions));
    }
    return found;
  }

  private static List<String> known(
      AccessTree file, String at, Map<String, List<Scope>> words, String what) {
    Set<String> found = new LinkedHashSet<>();
    List<String> written = file.words(at);
    for (int i = 0; i < written.size(); i++) {
      String word = written.get(i);
      if (words.containsKey(word)) {
        found.add(word);
      } else {
        file.refuse(
            Pointer.child(at, i),
            "There is no " + what + " " + AccessTree.quoted(word) + ".",
            "Use one of " + String.join(", ", words.keySet()) + ".");
      }
    }
    return List.copyOf(found);
  }
}
