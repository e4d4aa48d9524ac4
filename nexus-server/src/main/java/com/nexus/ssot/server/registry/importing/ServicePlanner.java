package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.model.api.ServiceDraft;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.ObjectPatch;
import com.nexus.ssot.server.registry.endpoint.ServiceTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the service that a document's servers are, and says what it takes to make the two agree. It
 * has the anchor's name, with a number where another service has that. A service that the anchor's
 * endpoints do not use is somebody else's, and is never changed. Thread-safe.
 */
@Component
final class ServicePlanner {
  private final ServiceTable services;

  ServicePlanner(ServiceTable services) {
    this.services = services;
  }

  /**
   * Adds the operations for the service.
   *
   * @param endpoints of the anchor, as they stand
   * @return the service's name; null when there is none to use
   */
  @Nullable String plan(
      OpenApiDocument document,
      OpenApiRequest request,
      AnchorPlanner.Chosen anchor,
      Collection<Endpoint> endpoints,
      List<Operation> operations,
      Rows rows) {
    if (document.servers().isEmpty()) {
      return null;
    }
    Set<String> used =
        endpoints.stream()
            .map(Endpoint::service)
            .filter(Objects::nonNull)
            .map(name -> Name.of(name).key())
            .collect(Collectors.toSet());
    for (int n = 1; ; n++) {
      String name = n == 1 ? anchor.id() : anchor.id() + "-" + n;
      Service known = services.find(Name.of(name).key()).orElse(null);
      if (known == null && anchor.known() != null && document.calls().isEmpty()) {
        String why = "No endpoint uses a service, so which it would be cannot be told.";
        rows.add("service", anchor.id(), State.SKIPPED, why);
        return null;
      }
      if (known == null) {
        return create(name, n > 1, document, request, operations, rows);
      }
      if (used.contains(Name.of(name).key())) {
        return update(known, document, operations, rows);
      }
      if (known.deletedAt() == null && agrees(known, document)) {
        rows.add("service", known.name(), State.UNCHANGED, null);
        return known.name();
      }
    }
  }

  private static String create(
      String name,
      boolean numbered,
      OpenApiDocument document,
      OpenApiRequest request,
      List<Operation> operations,
      Rows rows) {
    operations.add(
        Operation.of(
            "service.create",
            new ServiceDraft(
                name, document.title(), document.servers(), null, request.owner(), null)));
    rows.add(
        "service",
        name,
        State.CREATED,
        numbered ? "The name without a number belongs to another service." : null);
    return name;
  }

  private static @Nullable String update(
      Service known, OpenApiDocument document, List<Operation> operations, Rows rows) {
    if (known.deletedAt() != null) {
      rows.add("service", known.name(), State.SKIPPED, "It was deleted; restore it.");
      return null;
    }
    if (agrees(known, document)) {
      rows.add("service", known.name(), State.UNCHANGED, null);
    } else {
      Map<String, String> urls = new TreeMap<>(known.baseUrls());
      urls.putAll(document.servers());
      operations.add(
          Operation.of(
              "service.update",
              new ObjectPatch(known.name(), Json.tree(Map.of("base_urls", urls)))));
      rows.add("service", known.name(), State.UPDATED, null);
    }
    return known.name();
  }

  /** Whether the service has every address that the document says. */
  private static boolean agrees(Service known, OpenApiDocument document) {
    return known.baseUrls().entrySet().containsAll(document.servers().entrySet());
  }
}
