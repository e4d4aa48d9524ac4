package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the addresses an API is said to have. */
final class Servers {
  private Servers() {}

  /** Compares the servers of two objects that may name some. */
  static List<Remark> compare(Located clients, Located servers, Doc client, Doc server) {
    List<Remark> remarks = new ArrayList<>();
    Map<String, Located> before = addresses(client, clients);
    Map<String, Located> after = addresses(server, servers);
    before.forEach((address, at) -> {
      if (!after.containsKey(address)) {
        String message =
            "The server %s of %s is not one of %s. Callers that use it must look for another."
                .formatted(Quoted.of(at.text("url")), client.name(), server.name());
        remarks.add(
            new Remark(
                CompatibilityRule.SERVER_REMOVED, Severity.WARNING, at, client.name(), message));
      }
    });
    after.forEach((address, at) -> {
      if (!before.containsKey(address)) {
        String message =
            "The server %s of %s is not one of %s."
                .formatted(Quoted.of(at.text("url")), server.name(), client.name());
        remarks.add(
            new Remark(
                CompatibilityRule.SERVER_ADDED, Severity.COMPATIBLE, at, server.name(), message));
      }
    });
    return remarks;
  }

  private static Map<String, Located> addresses(Doc doc, Located holder) {
    Map<String, Located> all = new LinkedHashMap<>();
    for (Located server : doc.elements(holder.child("servers"))) {
      doc.work().spendAll(server.node().path("variables"));
      String variables = server.node().path("variables").toString();
      all.put(server.text("url") + " " + variables, server);
    }
    return all;
  }
}
