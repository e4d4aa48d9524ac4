package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * The secrets that sign what webhooks are sent. Made here and kept sealed; they pass through no
 * change, so that none of them stands where changes are kept. Thread-safe.
 */
@Component
final class Secrets {
  /** What a secret begins with when it is shown. */
  static final String PREFIX = "whsec_";

  private final SecretTable table;
  private final Subjects subjects;

  Secrets(SecretTable table, Subjects subjects) {
    this.table = table;
    this.subjects = subjects;
  }

  /** Makes the data key of a new webhook's secrets. */
  Subjects.Loose key(Writes writes) {
    return subjects.addLoose(writes);
  }

  /** Makes a webhook's first secret; the webhook and its key are written by then. */
  void first(Writes writes, UUID webhookId, Subjects.Loose key) {
    add(writes, webhookId, 1, key.key());
  }

  /** Puts another secret in the place of one, which signs until a time. */
  void next(Writes writes, StoredWebhook before, Instant until) {
    UUID id = before.webhook().id();
    table.end(writes, id, until);
    add(writes, id, before.webhook().revision() + 1, subjects.keyOf(before.subject()));
  }

  private void add(Writes writes, UUID webhookId, int revision, SecretKey key) {
    Envelope.Sealed sealed = Envelope.seal(key, Envelope.newKey(), about(webhookId, revision));
    table.insert(writes, webhookId, new SecretTable.Row(revision, sealed));
  }

  /** Takes all of them away, with the key that opened them. */
  void destroy(Writes writes, StoredWebhook webhook, Instant at) {
    table.delete(writes, webhook.webhook().id());
    subjects.destroyLoose(writes, webhook.subject(), at);
  }

  /** Those that sign at a time, newest first. */
  List<byte[]> live(StoredWebhook stored, Instant now) {
    Webhook webhook = stored.webhook();
    SecretKey key = subjects.keyOf(stored.subject());
    return table.live(webhook.id(), now).stream()
        .map(row -> Envelope.open(key, row.sealed(), about(webhook.id(), row.revision())))
        .toList();
  }

  /** The newest, as it is shown to whoever asked for it. */
  String newest(StoredWebhook stored, Instant now) {
    return PREFIX + Base64.getEncoder().encodeToString(live(stored, now).getFirst());
  }

  private static byte[] about(UUID webhookId, int revision) {
    return ("secret " + revision + " of webhook " + webhookId).getBytes(StandardCharsets.US_ASCII);
  }
}
