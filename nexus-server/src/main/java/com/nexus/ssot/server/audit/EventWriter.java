package com.nexus.ssot.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Ids;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns events into leaves, contents and sealed parts. Thread-safe. */
final class EventWriter {
  /** An entry bundle writes a leaf's length in two bytes. */
  static final int MOST_LEAF_BYTES = 65_535;

  static final int MOST_BODY_BYTES = 1 << 20;

  private static final int FORMAT_VERSION = 1;
  private static final Pattern ACTION = Pattern.compile("(?=.{3,50}$)[a-z_]+(\\.[a-z_]+)+");
  private static final Set<String> SECURITY_OBJECTS =
      Set.of("key", "api_key", "principal", "user", "team", "role", "login", "token", "identity");
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Subjects subjects;
  private final String instance;

  /**
   * @param instance name of this server among those on the same database
   */
  EventWriter(Subjects subjects, String instance) {
    this.subjects = subjects;
    this.instance = instance;
  }

  /** Checks an event and makes what is stored of it. */
  AuditEntry write(Actor actor, Instant at, AuditEvent event) {
    if (!ACTION.matcher(event.action()).matches()) {
      throw refused("The action " + event.action() + " cannot be recorded.", "action");
    }
    UUID eventId = Ids.at(at);
    byte[] commitKey = Envelope.newKey();
    byte[] personal = CanonicalJson.bytes(personalPart(actor, event));
    AuditEntry.Content before = content(event.before());
    AuditEntry.Content after = content(event.after());
    ObjectNode fields = leafOf(actor, at, event, eventId);
    putHash(fields, "before_hash", before);
    putHash(fields, "after_hash", after);
    fields.put("commit", HexFormat.of().formatHex(hmac(commitKey, personal)));
    String leaf = CanonicalJson.text(fields);
    byte[] leafBytes = leaf.getBytes(UTF_8);
    if (leafBytes.length > MOST_LEAF_BYTES) {
      throw refused("The record of this change is larger than 65,535 bytes.", "leaf");
    }
    return new AuditEntry(
        eventId,
        event,
        actor.subject(),
        actor.onBehalfOf(),
        actor.kind().name().toLowerCase(Locale.ROOT),
        actor.requestId(),
        leaf,
        leafHash(leafBytes),
        before,
        after,
        Envelope.seal(
            subjects.keyOf(actor.subject()),
            ByteBuffer.allocate(commitKey.length + personal.length)
                .put(commitKey)
                .put(personal)
                .array(),
            about(eventId, actor.subject())));
  }

  /** What the sealed part of an event belongs to. */
  static byte[] about(UUID eventId, UUID subject) {
    return ByteBuffer.allocate(32)
        .putLong(eventId.getMostSignificantBits())
        .putLong(eventId.getLeastSignificantBits())
        .putLong(subject.getMostSignificantBits())
        .putLong(subject.getLeastSignificantBits())
        .array();
  }

  /** The leaf's hash in the tree of RFC 6962. */
  static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return digest.digest(leaf);
  }

  private ObjectNode leafOf(Actor actor, Instant at, AuditEvent event, UUID eventId) {
    ObjectNode leaf = JsonNodeFactory.instance.objectNode();
    leaf.put("v", FORMAT_VERSION);
    leaf.put("event_id", eventId.toString());
    leaf.put("at", MICROSECONDS.format(at));
    leaf.put("actor", actor.subject().toString());
    leaf.put("actor_kind", actor.kind().name().toLowerCase(Locale.ROOT));
    put(leaf, "on_behalf_of", actor.onBehalfOf() == null ? null : actor.onBehalfOf().toString());
    leaf.put("via", actor.via() + "@" + instance);
    leaf.put("action", event.action());
    leaf.put("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
    put(leaf, "code", event.code());
    AuditEvent.Target object = event.object();
    if (object != null) {
      leaf.put("object_type", object.type());
      leaf.put("object_id", object.id().toString());
      leaf.put("object_key", object.key());
      put(leaf, "context", object.context());
      leaf.put("object_version", object.version());
    }
    AuditEvent.Approval approval = event.approval();
    if (approval != null) {
      leaf.put("proposal_id", approval.changeId().toString());
      leaf.put("proposal_digest", approval.digest());
      leaf.put("revision", approval.revision());
      leaf.put("policy_version", approval.policyVersion());
    }
    leaf.put("request_id", actor.requestId());
    leaf.put("retention_basis", retentionBasis(event));
    return leaf;
  }

  private static String retentionBasis(AuditEvent event) {
    String object = event.action().substring(0, event.action().indexOf('.'));
    return SECURITY_OBJECTS.contains(object) ? "security" : "contract";
  }

  private static ObjectNode personalPart(Actor actor, AuditEvent event) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    part.put("principal_id", actor.principalId().toString());
    part.put("actor_name", actor.name());
    put(part, "ip", actor.ip());
    put(part, "user_agent", actor.userAgent());
    put(part, "reason", event.reason());
    return part;
  }

  private static AuditEntry.@Nullable Content content(@Nullable JsonNode object) {
    if (object == null) {
      return null;
    }
    String text = CanonicalJson.text(object);
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > MOST_BODY_BYTES) {
      throw refused("An object larger than 1 MiB cannot be recorded.", "object");
    }
    return new AuditEntry.Content(text, Sha256.of(bytes));
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void putHash(ObjectNode node, String field, AuditEntry.@Nullable Content content) {
    if (content != null) {
      node.put(field, "sha256:" + Sha256.hex(content.hash()));
    }
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fault refused(String message, String what) {
    return Fault.of(
        FaultCode.INVALID,
        "The change cannot be recorded in the audit log.",
        List.of(Cause.of(message, "Make the " + what + " smaller or simpler.")));
  }
}
