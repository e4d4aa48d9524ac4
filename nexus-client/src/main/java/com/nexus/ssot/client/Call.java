package com.nexus.ssot.client;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One request, before anything about where and how it is sent.
 *
 * @param path below the registry's address, encoded, with its leading slash
 * @param repeatable whether sending it twice does no harm
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    String method,
    String path,
    Query query,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean repeatable) {

  static final String JSON = "application/json";
  static final String MERGE_PATCH = "application/merge-patch+json";

  /** A question. */
  static Call get(String path, Query query) {
    return new Call("GET", path, query, Map.of(), null, true);
  }

  /** A request with a body; repeatable once it says so or carries an idempotency key. */
  static Call send(
      String method, String path, Query query, String contentType, byte @Nullable [] body) {
    Map<String, String> headers = body == null ? Map.of() : Map.of("Content-Type", contentType);
    return new Call(method, path, query, headers, body, false);
  }

  /** The same, asking for another type of answer than JSON. */
  Call accepting(String mediaType) {
    return with("Accept", mediaType);
  }

  /** The same for a request that only looks like a write. */
  Call thatOnlyAsks() {
    return new Call(method, path, query, headers, body, true);
  }

  /** The same under the caller's conditions; a POST gets an idempotency key in any case. */
  Call under(WriteOptions options) {
    Call call =
        options.dryRun()
            ? new Call(method, path, query.and("dryRun", true), headers, body, repeatable)
            : this;
    if (options.ifMatch() != null) {
      call = call.with("If-Match", options.ifMatch());
    }
    if (options.createOnly()) {
      call = call.with("If-None-Match", "*");
    }
    if (options.idempotencyKey() != null) {
      call = call.with("Idempotency-Key", options.idempotencyKey());
    } else if (method.equals("POST")) {
      call = call.with("Idempotency-Key", OperationId.next());
    }
    return call.headers().containsKey("Idempotency-Key") && method.equals("POST")
        ? call.thatOnlyAsks()
        : call;
  }

  Call with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, query, Map.copyOf(more), body, repeatable);
  }

  /** A path from its segments, each encoded. */
  static String path(String... segments) {
    StringJoiner joiner = new StringJoiner("/", "/", "");
    for (String segment : segments) {
      joiner.add(Query.encode(segment));
    }
    return joiner.toString();
  }

  /** Never the headers or the body: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
