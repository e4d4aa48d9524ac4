package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says how the registry is. */
@Command(
    name = "health",
    description = "Say how the registry is; the exit code is 0 when it is well.",
    footer = {"", "Example:", "  nexus health -o json"})
final class HealthCommand implements Callable<Integer> {
  private static final Set<String> WELL = Set.of("ok", "degraded", "up");

  private static final List<Column> COLUMNS =
      List.of(Column.of("component"), Column.of("status"), Column.of("detail"));

  private final Session session;

  HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode health = session.client().health();
    if (session.printer().forPeople()) {
      show(health);
    } else {
      session.printer().object(health);
    }
    String status = health.path("status").asString("").toLowerCase(java.util.Locale.ROOT);
    return WELL.contains(status) ? 0 : FaultCode.Exit.UNAVAILABLE;
  }

  private void show(JsonNode health) {
    ObjectNode whole = ((ObjectNode) health).deepCopy();
    JsonNode components = whole.path("components");
    whole.remove("components");
    session.printer().object(whole);
    ArrayNode rows = Json.mapper().createArrayNode();
    components
        .properties()
        .forEach(component -> {
          ObjectNode row = ((ObjectNode) component.getValue()).deepCopy();
          rows.add(row.put("component", component.getKey()));
        });
    session.printer().rows(COLUMNS, rows.iterator());
  }
}
