package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.ObjectPatch;
import com.nexus.ssot.server.registry.endpoint.EndpointTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a document's operations with the endpoints that stand, and says what it takes to make
 * them agree. What already agrees takes nothing. Thread-safe.
 */
@Component
final class EndpointPlanner {
  private static final Pattern MAJOR = Pattern.compile("v?([0-9]{1,9})(\\..*|[^0-9].*)?");

  private final EndpointTable endpoints;
  private final ServicePlanner services;

  EndpointPlanner(EndpointTable endpoints, ServicePlanner services) {
    this.endpoints = endpoints;
    this.services = services;
  }

  /**
   * Adds the operations for the service and the endpoints.
   *
   * @return names of the endpoints that the document's calls are, in the document's order
   */
  List<Endpointed> plan(
      OpenApiDocument document,
      OpenApiRequest request,
      AnchorPlanner.Chosen anchor,
      List<Operation> operations,
      Rows rows) {
    Map<String, Endpoint> known = new LinkedHashMap<>();
    if (anchor.known() != null) {
      endpoints
          .ofAnchor(Name.of(anchor.id()).key())
          .forEach(endpoint -> known.putIfAbsent(place(endpoint), endpoint));
    }
    String service = services.plan(document, request, anchor, known.values(), operations, rows);
    Map<String, String> names = names(document, anchor, known);
    List<Endpointed> all = new ArrayList<>();
    for (OpenApiDocument.Call call : document.calls()) {
      Endpoint endpoint = known.remove(call.place());
      if (endpoint == null) {
        String name = Objects.requireNonNull(names.get(call.place()));
        operations.add(
            Operation.of("endpoint.create", draft(name, anchor.id(), service, call, document)));
        rows.add("endpoint", name, State.CREATED, null);
        all.add(new Endpointed(call, name));
      } else if (endpoint.deletedAt() != null) {
        rows.add("endpoint", endpoint.name(), State.SKIPPED, "It was deleted; restore it.");
      } else {
        update(endpoint, call, service, document, anchor.fresh(), operations, rows);
        all.add(new Endpointed(call, endpoint.name()));
      }
    }
    known.values().forEach(vanished -> deactivate(vanished, operations, rows));
    return all;
  }

  /** A call and the name of the endpoint it is. */
  record Endpointed(OpenApiDocument.Call call, String name) {}

  private Map<String, String> names(
      OpenApiDocument document, AnchorPlanner.Chosen anchor, Map<String, Endpoint> known) {
    List<OpenApiDocument.Call> fresh =
        document.calls().stream().filter(call -> !known.containsKey(call.place())).toList();
    List<String> used =
        known.values().stream().map(endpoint -> Name.of(endpoint.name()).key()).toList();
    return new EndpointNames(anchor.id(), used).choose(fresh, endpoints::taken);
  }

  private static EndpointDraft draft(
      String name,
      String anchor,
      @Nullable String service,
      OpenApiDocument.Call call,
      OpenApiDocument document) {
    return new EndpointDraft(
        name, anchor, service, call.method(), call.path(), version(document), call.summary(), true);
  }

  private static void update(
      Endpoint endpoint,
      OpenApiDocument.Call call,
      @Nullable String service,
      OpenApiDocument document,
      boolean fresh,
      List<Operation> operations,
      Rows rows) {
    ObjectNode patch = Json.mapper().createObjectNode();
    if (service != null && !service.equals(endpoint.service())) {
      patch.put("service", service);
    }
    if (!version(document).equals(endpoint.version())) {
      patch.put("version", version(document));
    }
    if (!Objects.equals(call.summary(), endpoint.description())) {
      patch.put("description", call.summary());
    }
    if (fresh && !endpoint.isActive()) {
      patch.put("is_active", true);
    }
    if (patch.isEmpty()) {
      rows.add("endpoint", endpoint.name(), State.UNCHANGED, null);
      return;
    }
    operations.add(change(endpoint, patch));
    rows.add("endpoint", endpoint.name(), State.UPDATED, null);
  }

  private static void deactivate(Endpoint endpoint, List<Operation> operations, Rows rows) {
    if (endpoint.isActive() && endpoint.deletedAt() == null) {
      ObjectNode patch = Json.mapper().createObjectNode().put("is_active", false);
      operations.add(change(endpoint, patch));
      rows.add(
          "endpoint",
          endpoint.name(),
          State.DEACTIVATED,
          "The document no longer has " + place(endpoint) + ".");
    }
  }

  private static Operation change(Endpoint endpoint, JsonNode patch) {
    return Operation.of("endpoint.update", new ObjectPatch(endpoint.name(), patch));
  }

  private static String place(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  /** The major version, so that not every endpoint changes with every small release. */
  private static String version(OpenApiDocument document) {
    Matcher major = MAJOR.matcher(document.version() == null ? "1" : document.version());
    return major.matches() && !major.group(1).equals("0") ? "v" + major.group(1) : "v1";
  }
}
