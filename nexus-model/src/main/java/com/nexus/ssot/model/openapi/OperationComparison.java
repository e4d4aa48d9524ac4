package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares an operation of one document with the same one of another: first what stands in it, and
 * when all schemas are compared, what is found in those. Used once, by one thread.
 */
final class OperationComparison {
  /** Steps it takes to compare an operation that says nothing. */
  private static final int OPERATION = 20;

  private static final int SCHEMAS = 8;

  private final Call shown;
  private final Call caller;
  private final Call callee;
  private final SchemaGraph graph;
  private final boolean reversed;
  private final List<Told> told = new ArrayList<>();
  private final List<Root> roots = new ArrayList<>();

  /** A remark about the operation. */
  private record Told(Remark remark, @Nullable Side side) {}

  /** A pair of schemas that the operation sends. */
  private record Root(SchemaNode node, Side side) {}

  /**
   * @param shown what findings name
   * @param caller the operation as those know it who send the request
   * @param callee the operation as those know it who answer
   * @param reversed whether the API calls the others
   */
  OperationComparison(Call shown, Call caller, Call callee, SchemaGraph graph, boolean reversed) {
    this.shown = shown;
    this.caller = caller;
    this.callee = callee;
    this.graph = graph;
    this.reversed = reversed;
  }

  void compare() {
    client().doc().work().spend(OPERATION);
    compareItself();
    new ParameterComparison(this).compare();
    new BodyComparison(this).compare();
    new ResponseComparison(this).compare();
  }

  Call caller() {
    return caller;
  }

  Call callee() {
    return callee;
  }

  /** The operation as those know it who are relied on. */
  Call client() {
    return reversed ? callee : caller;
  }

  Call server() {
    return reversed ? caller : callee;
  }

  /** Who is hurt when data of a side does not fit. */
  String hurt(Side side) {
    return " " + new Way(side, reversed).hurt(client().doc().name());
  }

  /** Hands in all that was found. */
  void tell(Comparison.Collector found) {
    told.forEach(each -> found.add(each.remark(), shown, each.side()));
    for (Side side : Side.values()) {
      List<SchemaNode> nodes =
          roots.stream().filter(root -> root.side() == side).map(Root::node).toList();
      graph.tell(nodes, remark -> found.add(remark, shown, side));
    }
  }

  void add(
      CompatibilityRule rule,
      Severity severity,
      @Nullable Side side,
      Doc in,
      Located at,
      String message) {
    in.work().spendKept(message.length());
    Remark remark = new Remark(rule, severity, at, in.name(), Words.sentence(message));
    told.add(new Told(remark, side));
  }

  /** Compares what is sent on a side with what is taken. */
  void schemas(Side side, Located sent, Located taken) {
    Doc sender = side == Side.REQUEST ? caller.doc() : callee.doc();
    Doc taker = side == Side.REQUEST ? callee.doc() : caller.doc();
    sender.work().spend(SCHEMAS);
    graph
        .compare(sender, sent, taker, taken, new Way(side, reversed))
        .ifPresent(node -> roots.add(new Root(node, side)));
  }

  /** Media types by their plain names: what is said of character sets does not count. */
  static Map<String, Located> mediaTypes(Doc doc, Located content) {
    Map<String, Located> all = new LinkedHashMap<>();
    doc.members(content)
        .forEach((type, at) ->
            all.putIfAbsent(type.split(";", -1)[0].strip().toLowerCase(java.util.Locale.ROOT), at));
    return all;
  }

  /** The entry that a media type falls under; null for none. */
  static @Nullable Located covering(String type, Map<String, Located> types) {
    Located exact = types.get(type);
    if (exact != null) {
      return exact;
    }
    int slash = type.indexOf('/');
    Located range = slash < 0 ? null : types.get(type.substring(0, slash) + "/*");
    return range != null ? range : types.get("*/*");
  }

  private void compareItself() {
    Call client = client();
    Call server = server();
    String before = client.id();
    if (before != null && !before.equals(server.id())) {
      add(
          CompatibilityRule.OPERATION_ID_CHANGED,
          Severity.WARNING,
          null,
          server.doc(),
          server.operation().child("operationId").exists()
              ? server.operation().child("operationId")
              : server.operation(),
          "the operation is called %s in %s and %s in %s. Names in generated code change."
              .formatted(
                  Words.list(List.of(before)),
                  client.doc().name(),
                  server.id() == null ? "nothing" : Words.list(List.of(server.id())),
                  server.doc().name()));
    }
    if (server.operation().says("deprecated") && !client.operation().says("deprecated")) {
      add(
          CompatibilityRule.OPERATION_DEPRECATED,
          Severity.COMPATIBLE,
          null,
          server.doc(),
          server.operation().child("deprecated"),
          "the operation is deprecated in " + server.doc().name() + ".");
    }
    Servers.compare(client.operation(), server.operation(), client.doc(), server.doc())
        .forEach(remark -> told.add(new Told(remark, null)));
    Servers.compare(client.item(), server.item(), client.doc(), server.doc())
        .forEach(remark -> told.add(new Told(remark, null)));
    if (!reversed) {
      Security.compare(client, server).forEach(remark -> told.add(new Told(remark, Side.REQUEST)));
    }
  }
}
