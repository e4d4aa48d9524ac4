package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says whom it hurts when an API that was described by one document is described by another. Reads
 * OpenAPI 3.0 and 3.1. Follows references within the documents only, nothing is fetched; what
 * cannot be shown to be compatible counts as breaking. Used once, by one thread.
 */
public final class OpenApiComparison {
  /**
   * Steps of a comparison, of which there are some millions a second: the most entangled document
   * that is known to be published takes less than all of them, and most take some hundredths.
   */
  public static final long MOST_WORK = 9_000_000;

  private final Doc client;
  private final Doc server;
  private final SchemaGraph graph;
  private final Comparison.Collector found = new Comparison.Collector();
  private final List<OperationComparison> compared = new ArrayList<>();

  private OpenApiComparison(Edition client, Edition server, long most) {
    Work work = new Work(most);
    this.client = new Doc(client, work);
    this.server = new Doc(server, work);
    this.graph = new SchemaGraph(this.client);
  }

  /**
   * Compares two documents. Whether a version is backward compatible is asked with the earlier one
   * as the client's, forward with the later one.
   *
   * @param client what those rely on who call the API, or are called by it
   * @param server what the API does
   */
  public static Comparison compare(Edition client, Edition server) {
    return compare(client, server, MOST_WORK);
  }

  /**
   * The same with less work.
   *
   * @param most steps after which it is given up; what was not compared is then {@code TOO_COMPLEX}
   */
  static Comparison compare(Edition client, Edition server, long most) {
    return new OpenApiComparison(client, server, most).compare();
  }

  private Comparison compare() {
    comparePaths();
    compareWebhooks();
    Servers.compare(client.root(), server.root(), client, server)
        .forEach(remark -> found.add(remark, null, null));
    graph.solve();
    if (graph.isExhausted()) {
      found.add(tooComplex(), null, null);
    }
    compared.forEach(operation -> operation.tell(found));
    return found.done(client.work().done());
  }

  private Remark tooComplex() {
    Optional<Shape> tooMany = graph.tooMany();
    Doc doc = tooMany.map(Shape::doc).orElse(server);
    String message =
        tooMany
            .map(shape ->
                "The choices of %s of %s can be combined in more than %s ways"
                    .formatted(
                        Words.subject(shape.where()), doc.name(), SchemaGraph.MOST_COMBINATIONS))
            .orElse("The documents are too entangled to be compared as a whole");
    return new Remark(
        CompatibilityRule.TOO_COMPLEX,
        Severity.BREAKING,
        tooMany.map(Shape::where).orElseGet(server::root),
        doc.name(),
        message + ", so it cannot be shown that they are compatible.");
  }

  private void comparePaths() {
    Map<String, Call> before = Call.of(client, client.root().child("paths"));
    Map<String, Call> after = Call.of(server, server.root().child("paths"));
    if (graph.isExhausted()) {
      return; // not everything was read
    }
    before.forEach((key, call) -> {
      Call there = after.get(key);
      if (there == null) {
        found.add(removed(call), call, null);
      } else {
        compare(call, there, false);
      }
    });
    after.forEach((key, call) -> {
      if (!before.containsKey(key)) {
        String message = server.name() + " has this operation, and " + client.name() + " has not.";
        found.add(
            remark(CompatibilityRule.OPERATION_ADDED, Severity.COMPATIBLE, call, message),
            call,
            null);
      }
    });
  }

  private Remark removed(Call call) {
    String message =
        server.name()
            + " does not have this operation. Callers written for "
            + client.name()
            + " cannot call it.";
    return remark(CompatibilityRule.OPERATION_REMOVED, Severity.BREAKING, call, message);
  }

  private void compareWebhooks() {
    Map<String, Call> before = Call.of(client, client.root().child("webhooks"));
    Map<String, Call> after = Call.of(server, server.root().child("webhooks"));
    if (graph.isExhausted()) {
      return; // not everything was read
    }
    before.forEach((key, call) -> {
      Call there = after.get(key);
      if (there == null) {
        String message =
            server.name()
                + " does not have this webhook. Receivers written for "
                + client.name()
                + " are not called any more.";
        found.add(
            remark(CompatibilityRule.WEBHOOK_REMOVED, Severity.BREAKING, call, message),
            call,
            null);
      } else {
        compare(call, there, true);
      }
    });
    after.forEach((key, call) -> {
      if (!before.containsKey(key)) {
        String message = server.name() + " has this webhook, and " + client.name() + " has not.";
        found.add(
            remark(CompatibilityRule.WEBHOOK_ADDED, Severity.COMPATIBLE, call, message),
            call,
            null);
      }
    });
  }

  private static Remark remark(
      CompatibilityRule rule, Severity severity, Call call, String message) {
    return new Remark(rule, severity, call.operation(), call.doc().name(), Words.sentence(message));
  }

  /**
   * Compares an operation of both.
   *
   * @param reversed whether the API calls the others
   */
  private void compare(Call clients, Call servers, boolean reversed) {
    if (graph.isExhausted()) {
      return;
    }
    OperationComparison operation =
        reversed
            ? new OperationComparison(clients, servers, clients, graph, true)
            : new OperationComparison(clients, clients, servers, graph, false);
    operation.compare();
    compared.add(operation);
    if (!reversed) {
      compareCallbacks(clients, servers);
    }
  }

  private void compareCallbacks(Call clients, Call servers) {
    Map<String, Call> before = callbacks(clients);
    Map<String, Call> after = callbacks(servers);
    if (graph.isExhausted()) {
      return; // not everything was read
    }
    before.forEach((key, call) -> {
      Call there = after.get(key);
      if (there == null) {
        String message =
            server.name()
                + " does not have this callback. Receivers written for "
                + client.name()
                + " are not called any more.";
        found.add(
            remark(CompatibilityRule.CALLBACK_REMOVED, Severity.BREAKING, call, message),
            clients,
            null);
      } else if (!graph.isExhausted()) {
        OperationComparison operation = new OperationComparison(clients, there, call, graph, true);
        operation.compare();
        compared.add(operation);
      }
    });
    after.forEach((key, call) -> {
      if (!before.containsKey(key)) {
        String message = server.name() + " has this callback, and " + client.name() + " has not.";
        found.add(
            remark(CompatibilityRule.CALLBACK_ADDED, Severity.COMPATIBLE, call, message),
            clients,
            null);
      }
    });
  }

  private static Map<String, Call> callbacks(Call call) {
    Map<String, Call> all = new TreeMap<>();
    Doc doc = call.doc();
    doc.members(call.operation().child("callbacks"))
        .forEach((name, callback) ->
            doc.members(doc.resolved(callback))
                .forEach((address, item) -> {
                  if (!address.startsWith("x-") && !doc.work().isSpent()) {
                    Call.ofItem(doc, address, doc.resolved(item))
                        .forEach(each -> all.put(name + " " + address + " " + each.method(), each));
                  }
                }));
    return all;
  }
}
