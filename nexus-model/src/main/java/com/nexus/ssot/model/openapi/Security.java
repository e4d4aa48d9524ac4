package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what callers must prove. */
final class Security {
  private Security() {}

  /**
   * One way to be let in.
   *
   * @param scopes by what the scheme asks for on the wire: its name means nothing to callers
   */
  private record Way(Located at, Map<String, Set<String>> scopes) {

    /** Whether whoever comes this way has all that another asks for. */
    boolean satisfies(Way other) {
      return other.scopes.entrySet().stream()
          .allMatch(scheme ->
              scopes.containsKey(scheme.getKey())
                  && scopes.getOrDefault(scheme.getKey(), Set.of()).containsAll(scheme.getValue()));
    }

    boolean hasSchemesOf(Way other) {
      return scopes.keySet().containsAll(other.scopes.keySet());
    }

    String inWords() {
      return scopes.isEmpty()
          ? "without a credential"
          : "with " + String.join(" and ", scopes.keySet());
    }
  }

  /** Compares the security of an operation. */
  static List<Remark> compare(Call client, Call server) {
    List<Remark> remarks = new ArrayList<>();
    List<Way> after = ways(server);
    for (Way way : ways(client)) {
      client.doc().work().spend(after.size());
      if (client.doc().work().isSpent() || after.stream().anyMatch(way::satisfies)) {
        continue;
      }
      boolean scopesOnly = after.stream().anyMatch(way::hasSchemesOf);
      CompatibilityRule rule =
          scopesOnly
              ? CompatibilityRule.SCOPE_ADDED
              : way.scopes().isEmpty()
                  ? CompatibilityRule.SECURITY_ADDED
                  : CompatibilityRule.SECURITY_CHANGED;
      String message =
          "Who calls %s, as %s allows, is not let in by %s%s. Callers written for %s are refused."
              .formatted(
                  way.inWords(),
                  client.doc().name(),
                  server.doc().name(),
                  scopesOnly ? ", which asks for more scopes" : "",
                  client.doc().name());
      remarks.add(
          new Remark(rule, Severity.BREAKING, after.getFirst().at(), server.doc().name(), message));
    }
    return remarks;
  }

  private static List<Way> ways(Call call) {
    Located own = call.operation().child("security");
    Located said = own.node().isArray() ? own : call.doc().root().child("security");
    List<Way> ways = new ArrayList<>();
    Doc doc = call.doc();
    for (Located each : doc.elements(said)) {
      Map<String, Set<String>> scopes = new TreeMap<>();
      doc.members(each)
          .forEach((name, list) -> {
            Set<String> named = new TreeSet<>();
            doc.elements(list).forEach(scope -> named.add(scope.node().asString("")));
            scopes.merge(
                wire(doc, name),
                named,
                (one, other) -> {
                  one.addAll(other);
                  return one;
                });
          });
      ways.add(new Way(each, scopes));
    }
    if (ways.isEmpty()) {
      ways.add(new Way(said.exists() ? said : call.operation(), Map.of()));
    }
    return ways;
  }

  /** What a scheme asks for on the wire. */
  private static String wire(Doc doc, String name) {
    Located scheme =
        doc.resolved(doc.root().child("components").child("securitySchemes").child(name));
    return switch (scheme.text("type")) {
      case "apiKey" -> "a key in the " + scheme.text("in") + " " + scheme.text("name");
      case "http" -> "HTTP " + scheme.text("scheme").toLowerCase(Locale.ROOT);
      case "oauth2" -> "OAuth 2";
      case "openIdConnect" -> "OpenID Connect of " + scheme.text("openIdConnectUrl");
      case "mutualTLS" -> "a client certificate";
      default -> "the scheme " + name;
    };
  }
}
