package com.nexus.ssot.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Writes what a name means, in the form that was asked for. Thread-safe. */
final class Answers {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private volatile IndexField indexField = new IndexField(-1, field(-1));

  /** The field of the latest index, encoded once for as long as it stays the same. */
  private record IndexField(long index, HttpField field) {}

  /**
   * Answers with a canonical name, or says that the caller has it already.
   *
   * @return whether the name was sent
   */
  boolean found(Resolution.Found found, Ask ask, Inbound in, Known known, Exchange exchange) {
    Response response = exchange.response();
    HttpFields.Mutable headers = response.getHeaders();
    String tag = found.entityTag();
    boolean modified = in.ifNoneMatch == null || !matches(in.ifNoneMatch, tag);
    ByteBuffer body = modified ? body(found, ask, known.routes()) : null;
    if (body != null) {
      // Jetty looks for the length several times, from the first field on.
      headers.add(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, body.remaining()));
      headers.add(Headers.JSON);
    }
    Headers.addCommon(headers, in.requestId);
    headers.add(Headers.PRIVATE);
    headers.add(Headers.VARY);
    headers.add(new HttpField(HttpHeader.ETAG, tag));
    if (known.index() >= 0) {
      headers.add(indexField(known.index()));
    }
    if (found.asked.extra != null) {
      addDeprecation(found.asked.extra, found.asked, headers);
    }
    response.setStatus(modified ? OK : NOT_MODIFIED);
    response.write(true, body, exchange.callback());
    return modified;
  }

  private HttpField indexField(long index) {
    IndexField cached = indexField;
    if (cached.index != index) {
      cached = new IndexField(index, field(index));
      indexField = cached;
    }
    return cached.field;
  }

  private static HttpField field(long index) {
    return new PreEncodedHttpField(Headers.INDEX, index);
  }

  /** Deprecation by RFC 9745, Sunset and the successor by RFC 8594 and RFC 5829. */
  private static void addDeprecation(Extra extra, Entry asked, HttpFields.Mutable headers) {
    if (extra.deprecatedAt() != Extra.NEVER) {
      headers.add("Deprecation", "@" + Math.floorDiv(extra.deprecatedAt(), 1000L));
    }
    if (extra.sunsetAt() != Extra.NEVER) {
      headers.add("Sunset", Headers.httpDate(extra.sunsetAt()));
    }
    String successor = extra.successor();
    if (successor != null
        && (extra.deprecatedAt() != Extra.NEVER || extra.sunsetAt() != Extra.NEVER)) {
      headers.add(
          HttpHeader.LINK,
          "</api/aliases/resolve/%s/%s>; rel=\"successor-version\""
              .formatted(Paths.encode(asked.contextKey()), Paths.encode(successor)));
    }
  }

  /** Whether a list of tags has this one; {@code W/} does not matter for reading. */
  private static boolean matches(String ifNoneMatch, String tag) {
    if (ifNoneMatch.equals(tag)) {
      return true;
    }
    for (String each : ifNoneMatch.split(",", -1)) {
      String one = each.trim();
      if (one.equals("*") || one.equals(tag) || (one.startsWith("W/") && one.endsWith(tag))) {
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer body(Resolution.Found found, Ask ask, RouteTable routes) {
    Entry target = found.target;
    return switch (ask.form()) {
      case RESOLVE -> ByteBuffer.wrap(target.data, target.keyLength, target.bodyLength()).slice();
      case ALIAS ->
          object(
              "canonical_name", target.canonicalJson(),
              "alias", JsonText.of(found.asked.shown()),
              "context", JsonText.of(shown(routes, ask.contextKey())));
      case ROOT ->
          object(
              "alias", JsonText.of(found.asked.shown()),
              "canonical", target.canonicalJson(),
              "context", JsonText.of(shown(routes, ask.contextKey())),
              "message", JsonText.of("Alias resolved successfully"));
    };
  }

  private static String shown(RouteTable routes, String contextKey) {
    @Nullable ContextRoute context = routes.context(contextKey);
    return context == null ? contextKey : context.shown();
  }

  /** A JSON object of names and JSON values in turn. */
  private static ByteBuffer object(Object... members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    for (int i = 0; i < members.length; i += 2) {
      out.write(i == 0 ? '{' : ',');
      out.writeBytes(JsonText.of((String) members[i]));
      out.write(':');
      out.writeBytes((byte[]) members[i + 1]);
    }
    out.write('}');
    return ByteBuffer.wrap(out.toByteArray());
  }
}
