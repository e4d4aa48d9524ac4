package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the words of {@code security_registry.yaml} mean. */
final class PermissionWord {
  private static final String DEPLOY = "deploy";
  private static final List<ObjectKind> SECURITY =
      List.of(
          ObjectKind.POLICY,
          ObjectKind.ROLE,
          ObjectKind.KEY,
          ObjectKind.SECRET,
          ObjectKind.SETTING,
          ObjectKind.AUDIT);

  /** What each permission allows. */
  static final Map<String, List<Scope>> PERMISSIONS =
      sorted(
          Map.of(
              "*", List.of(Scope.EVERYTHING),
              "read", List.of(scope(Verb.READ, null, null, Scope.EVERYWHERE)),
              "write",
                  List.of(
                      everywhere(Verb.WRITE, ObjectKind.ANCHOR),
                      everywhere(Verb.WRITE, ObjectKind.ALIAS),
                      everywhere(Verb.WRITE, ObjectKind.CONTEXT),
                      everywhere(Verb.WRITE, ObjectKind.CONFLICT),
                      everywhere(Verb.WRITE, ObjectKind.WORKFLOW)),
              "monitor", List.of(scope(Verb.MONITOR, null, null, Scope.EVERYWHERE)),
              "deploy_staging",
                  List.of(scope(Verb.EXECUTE, ObjectKind.WORKFLOW, DEPLOY, "env/staging")),
              "restart_services",
                  List.of(scope(Verb.EXECUTE, ObjectKind.SERVICE, "restart", Scope.EVERYWHERE))));

  /** What each restriction forbids. */
  static final Map<String, List<Scope>> RESTRICTIONS =
      sorted(
          Map.of(
              "production_deploy",
                  List.of(scope(Verb.EXECUTE, ObjectKind.WORKFLOW, DEPLOY, "env/production")),
              "security_config", writingAndManaging(SECURITY),
              "deploy", List.of(scope(Verb.EXECUTE, ObjectKind.WORKFLOW, DEPLOY, Scope.EVERYWHERE)),
              "config_change", List.of(scope(Verb.WRITE, null, null, Scope.EVERYWHERE))));

  private PermissionWord() {}

  private static Map<String, List<Scope>> sorted(Map<String, List<Scope>> words) {
    return new TreeMap<>(words);
  }

  private static Scope everywhere(Verb verb, ObjectKind kind) {
    return scope(verb, kind, null, Scope.EVERYWHERE);
  }

  private static Scope scope(
      Verb verb, @Nullable ObjectKind kind, @Nullable String operation, String context) {
    return new Scope(verb, kind, operation, context);
  }

  private static List<Scope> writingAndManaging(List<ObjectKind> kinds) {
    List<Scope> all = new ArrayList<>();
    for (ObjectKind kind : kinds) {
      all.add(everywhere(Verb.WRITE, kind));
      all.add(everywhere(Verb.ADMIN, kind));
    }
    return all;
  }
}
