package com.nexus.ssot.cli;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says who the registry takes the caller for. */
@Command(
    name = "whoami",
    description = {
      "Say who the registry takes you for, and what your credential allows at most.",
      "A credential gives no rights: what you may do within that is decided by your roles."
    },
    footer = {"", "Example:", "  nexus whoami"})
final class WhoamiCommand implements Callable<Integer> {
  private final Session session;

  WhoamiCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode whoami = session.client().whoami();
    if (session.printer().forPeople()) {
      show(whoami);
    } else {
      session.printer().object(whoami);
    }
    return 0;
  }

  // Among the other fields the credential's verbs would read like rights.
  private void show(JsonNode whoami) {
    ObjectNode who = ((ObjectNode) whoami).deepCopy();
    who.remove(List.of("verbs", "contexts", "roles"));
    session.printer().object(who);
    Output out = session.world().out();
    out.println();
    out.println(
        Cells.clean(
            "This credential allows at most: %s, %s."
                .formatted(
                    words(whoami.path("verbs"), "nothing").toLowerCase(Locale.ROOT),
                    where(whoami.path("contexts")))));
    out.println(Cells.clean(decidedBy(whoami)));
  }

  private static String where(JsonNode contexts) {
    String names = words(contexts, "no context");
    return names.equals("*") ? "in every context" : "in " + names;
  }

  private static String decidedBy(JsonNode whoami) {
    String roles = words(whoami.path("roles"), "none");
    return whoami.path("kind").asString("").equals("HUMAN")
        ? "What you may do within that is decided by your roles: " + roles + "."
        : "What it may do within that is decided by what its maker granted it; roles: "
            + roles
            + ".";
  }

  private static String words(JsonNode items, String none) {
    StringJoiner words = new StringJoiner(", ").setEmptyValue(none);
    items.forEach(item -> words.add(item.asString("")));
    return words.toString();
  }
}
