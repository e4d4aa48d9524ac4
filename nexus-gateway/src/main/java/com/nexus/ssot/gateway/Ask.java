package com.nexus.ssot.gateway;

import com.nexus.ssot.model.name.ReservedNames;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks the data plane.
 *
 * @param form how the answer is written
 * @param contextKey key of the context asked for
 * @param alias the name as asked for, escapes read
 * @param key what to look up in the {@link RouteTable}; empty when the request is refused
 * @param unknownParameter a parameter that the address does not have
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Ask(
    Form form, String contextKey, String alias, byte[] key, @Nullable String unknownParameter) {

  /** How an answer is written. */
  enum Form {
    /** {@code {"canonical_name": …}}. */
    RESOLVE,
    /** The same with alias and context, at {@code /aliases/{alias}}. */
    ALIAS,
    /** Alias, canonical, context and message, at {@code /{alias}}. */
    ROOT
  }

  private static final String RESOLVE_PATH = "/api/aliases/resolve/";
  private static final String ALIAS_PATH = "/aliases/";
  private static final String CONTEXT = "context";

  /** What a request asks; null when that is not for the data plane to answer. */
  static @Nullable Ask of(Inbound in) {
    if (!in.isRead()) {
      return null;
    }
    String path = in.path;
    if (path.startsWith(RESOLVE_PATH)) {
      return resolve(in, path);
    }
    if (path.startsWith(ALIAS_PATH)) {
      return named(in, path, ALIAS_PATH.length(), Form.ALIAS);
    }
    return named(in, path, 1, Form.ROOT);
  }

  private static @Nullable Ask resolve(Inbound in, String path) {
    int slash = path.indexOf('/', RESOLVE_PATH.length());
    boolean shaped = slash > 0 && slash + 1 < path.length() && path.indexOf('/', slash + 1) < 0;
    if (!shaped || in.query.has("detail") || in.query.has("asOf")) {
      return null;
    }
    String context = keyOf(path.substring(RESOLVE_PATH.length(), slash));
    String alias = path.substring(slash + 1);
    return of(Form.RESOLVE, context, alias, in.query.otherThan(""));
  }

  private static @Nullable Ask named(Inbound in, String path, int start, Form form) {
    if (start == path.length() || path.indexOf('/', start) >= 0) {
      return null;
    }
    String alias = path.substring(start);
    if (ReservedNames.isReservedAlias(alias) || ReservedNames.isReservedAlias(keyOf(alias))) {
      return null;
    }
    String context = in.query.values().getOrDefault(CONTEXT, in.context);
    String contextKey =
        context == null || context.isEmpty()
            ? RouteTable.DEFAULT_CONTEXT
            : RouteKey.nameKey(context);
    return of(form, contextKey, alias, in.query.otherThan(CONTEXT));
  }

  private static Ask of(
      Form form, String contextKey, String written, @Nullable String unknownParameter) {
    String alias = written.indexOf('%') < 0 ? written : String.valueOf(Paths.decode(written));
    byte[] key = RouteKey.of(contextKey, alias);
    return new Ask(form, contextKey, alias, key, unknownParameter);
  }

  /** The key of a name as it stands in a path; most names are their own key. */
  private static String keyOf(String written) {
    String name = written.indexOf('%') < 0 ? written : String.valueOf(Paths.decode(written));
    return RouteKey.nameKey(name);
  }
}
