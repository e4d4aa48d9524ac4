package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.registry.alias.AliasExportTable;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import com.nexus.ssot.server.registry.anchor.VersionTable;
import com.nexus.ssot.server.registry.context.ContextTable;
import com.nexus.ssot.server.registry.endpoint.EndpointTable;
import com.nexus.ssot.server.registry.endpoint.ServiceTable;
import com.nexus.ssot.server.registry.governance.GovernanceTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the whole registry as lines of JSON: a header, the rules in force, contexts, services,
 * anchors with their versions, endpoints, aliases, deleted ones too, and an end with counts and a
 * hash. All lines are of one moment. Histories and changes are not part of it. Thread-safe.
 */
@Component
class RegistryExport {
  private static final int PAGE = 500;

  /** Bytes of content in one text, so that a line has no text that readers refuse as too long. */
  private static final int CHUNK = 96 * 1024;

  private final Transactions transactions;
  private final GovernanceTable governance;
  private final ContextTable contexts;
  private final ServiceTable services;
  private final AnchorTable anchors;
  private final VersionTable versions;
  private final EndpointTable endpoints;
  private final AliasExportTable aliases;
  private final InstantSource clock;

  RegistryExport(
      Transactions transactions,
      GovernanceTable governance,
      ContextTable contexts,
      ServiceTable services,
      AnchorTable anchors,
      VersionTable versions,
      EndpointTable endpoints,
      AliasExportTable aliases,
      InstantSource clock) {
    this.transactions = transactions;
    this.governance = governance;
    this.contexts = contexts;
    this.services = services;
    this.anchors = anchors;
    this.versions = versions;
    this.endpoints = endpoints;
    this.aliases = aliases;
    this.clock = clock;
  }

  /** Writes everything, as it is read. */
  void write(OutputStream target) {
    transactions.read(() -> {
      try {
        ExportLines lines = new ExportLines(target);
        write(lines);
        return lines.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private void write(ExportLines lines) throws IOException {
    lines.header(clock.instant());
    governance
        .current()
        .ifPresent(stored -> {
          ObjectNode row = Json.mapper().createObjectNode().put("type", ExportLines.GOVERNANCE);
          row.set("object", Json.tree(stored.set()));
          lines.add(ExportLines.GOVERNANCE, row);
        });
    List<String> contextKeys = new ArrayList<>();
    each(
        contexts::behind,
        Context::name,
        context -> {
          contextKeys.add(Name.of(context.name()).key());
          lines.add(row(ExportType.CONTEXT, context));
        });
    each(
        services::behind,
        service -> service.name(),
        service -> lines.add(row(ExportType.SERVICE, service)));
    each(
        anchors::behind,
        Anchor::anchorId,
        anchor -> {
          lines.add(row(ExportType.ANCHOR, anchor));
          addVersions(anchor, lines);
        });
    each(
        endpoints::behind,
        endpoint -> endpoint.name(),
        endpoint -> lines.add(row(ExportType.ENDPOINT, endpoint)));
    for (String context : contextKeys) {
      each(
          (key, limit) -> aliases.behind(context, key, limit),
          alias -> alias.alias(),
          alias -> lines.add(row(ExportType.ALIAS, alias)));
    }
  }

  private static <T> void each(
      BiFunction<String, Integer, List<T>> behind, Function<T, String> name, Consumer<T> take) {
    String key = "";
    List<T> page;
    do {
      page = behind.apply(key, PAGE);
      page.forEach(take);
      key = page.isEmpty() ? key : Name.of(name.apply(page.getLast())).key();
    } while (page.size() == PAGE);
  }

  private void addVersions(Anchor anchor, ExportLines lines) {
    List<AnchorVersion> all =
        versions.list(anchor.id(), Integer.MAX_VALUE, Integer.MAX_VALUE).reversed();
    for (AnchorVersion version : all) {
      ObjectNode row = Json.mapper().createObjectNode().put("type", ExportLines.VERSION);
      row.set("object", Json.tree(version));
      ArrayNode content = row.putArray("content");
      byte[] bytes = versions.content(version.id());
      for (int from = 0; from < bytes.length; from += CHUNK) {
        int to = Math.min(from + CHUNK, bytes.length);
        content.add(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to)));
      }
      lines.add(ExportLines.VERSION, row);
    }
  }

  private static ExportLines.Row row(ExportType type, Registered object) {
    ObjectNode row = Json.mapper().createObjectNode().put("type", type.word());
    row.put("deleted", object.deletedAt() != null);
    row.set("object", Json.tree(object));
    return new ExportLines.Row(type.word(), row);
  }
}
