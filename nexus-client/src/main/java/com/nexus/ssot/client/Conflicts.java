package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What contradicts each other in the registry. Thread-safe. */
public final class Conflicts {
  private static final String CONFLICTS = "conflicts";

  private final Transport transport;

  Conflicts(Transport transport) {
    this.transport = transport;
  }

  /** Conflicts, newest first; by {@code state}, {@code type}, {@code context}, {@code owner}. */
  public Records<Conflict> records() {
    return new Records<>(transport, CONFLICTS, Query.none(), Conflict.class);
  }

  /** One conflict with its two sides and the ways to settle it. */
  public Tagged<ConflictDetails> get(UUID id) {
    return new Records<>(transport, CONFLICTS, Query.none(), ConflictDetails.class)
        .get(id.toString());
  }

  /** Settles one in a way that it offers. */
  public Written<Conflict> resolve(UUID id, ConflictDraft draft, WriteOptions options) {
    String path = "/api" + Call.path(CONFLICTS, id.toString(), "resolve");
    Call call = Records.body("POST", path, Query.none(), Call.JSON, draft);
    return Records.written(transport.send(call.under(options)), Conflict.class);
  }

  /** Gives one to a team or person; null for nobody. */
  public Written<Conflict> assign(UUID id, @Nullable String owner, WriteOptions options) {
    return records()
        .change(id.toString(), Json.mapper().createObjectNode().put("owner", owner), options);
  }
}
