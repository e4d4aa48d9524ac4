package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.AliasRenewal;
import org.jspecify.annotations.Nullable;

/** What keeps aliases in use, and who still uses those that should go. Thread-safe. */
public final class Lifetimes {
  private static final String ALIASES = "/api/aliases";

  private final Transport transport;

  Lifetimes(Transport transport) {
    this.transport = transport;
  }

  /**
   * Lets an alias hold for longer, also one that has expired.
   *
   * @param ttl how much longer, such as {@code 90d}; null for what the rules say
   */
  public Written<Alias> renew(
      String context, String alias, @Nullable String ttl, WriteOptions options) {
    String path = ALIASES + Call.path(alias, "renew");
    Query query = Query.of("context", context);
    Call call = Records.body("POST", path, query, Call.JSON, new AliasRenewal(ttl));
    return Records.written(transport.send(call.under(options)), Alias.class);
  }

  /** An alias with those who called it since it is deprecated, and on which days. */
  public AliasCallers callers(String context, String alias) {
    String path = ALIASES + Call.path(alias, "callers");
    return transport.send(Call.get(path, Query.of("context", context))).as(AliasCallers.class);
  }

  /** Deprecated names with their callers, without the days; by {@code context}. */
  public Records<AliasCallers> callers() {
    return new Records<>(transport, "alias-callers", Query.none(), AliasCallers.class);
  }
}
