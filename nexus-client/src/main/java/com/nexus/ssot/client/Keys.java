package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.KeyCreated;
import com.nexus.ssot.model.api.KeyRotation;
import com.nexus.ssot.model.json.Json;
import tools.jackson.databind.JsonNode;

/** API keys. Thread-safe. */
public final class Keys {
  private final Transport transport;

  Keys(Transport transport) {
    this.transport = transport;
  }

  /** The keys there are, without their secrets. */
  public Records<Key> records() {
    return new Records<>(transport, "keys", Query.none(), Key.class);
  }

  /**
   * Makes a key, which only this answer shows. It is not sent again when no answer comes, because
   * nobody would ever see the first one: look for it in the list and revoke it.
   *
   * @param draft a {@code KeyDraft}, or the same as JSON
   */
  public Written<KeyCreated> create(Object draft, boolean dryRun) {
    Query query = Query.of("dryRun", dryRun ? true : null);
    Call call = Records.body("POST", "/api/keys", query, Call.JSON, draft);
    return Records.written(transport.send(call), KeyCreated.class);
  }

  /**
   * Replaces a key's secret, which only this answer shows. Like making one, it is not sent again
   * when no answer comes: the secret before still works then.
   */
  public Written<KeyCreated> rotate(String id, KeyRotation rotation, boolean dryRun) {
    Query query = Query.of("dryRun", dryRun ? true : null);
    String path = "/api/keys" + Call.path(id) + "/rotate";
    Call call = Records.body("POST", path, query, Call.JSON, rotation);
    return Records.written(transport.send(call), KeyCreated.class);
  }

  /** Takes a key out of use, for good; answers its id. */
  public Written<JsonNode> revoke(String id, boolean dryRun) {
    Query query = Query.of("dryRun", dryRun ? true : null);
    Call call = Call.send("DELETE", "/api/keys" + Call.path(id), query, Call.JSON, null);
    Answer answer = transport.send(call);
    return answer.status() == 204
        ? new Written.Applied<>(Json.mapper().createObjectNode().put("id", id), null, false)
        : Records.written(answer, JsonNode.class);
  }
}
