package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.Planned;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened, before it has a place in the log.
 *
 * @param action what was done, {@code <object>.<verb>}, at most 50 characters
 * @param code the fault's code when it was refused or failed
 * @param object what it was done to; null when there is no object
 * @param before the whole object before; null when there was none
 * @param after the whole object afterwards; null when nothing is left
 * @param approval what the act rests on; null for acts that need no change
 * @param reason what a person typed as the reason; kept sealed
 */
public record AuditEvent(
    String action,
    Result outcome,
    @Nullable String code,
    @Nullable Target object,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    @Nullable Approval approval,
    @Nullable String reason) {

  /** How it ended. */
  public enum Result {
    SUCCESS,
    DENIED,
    FAILED
  }

  /**
   * What an event is about.
   *
   * @param key the object's name as shown
   * @param context the context's name as shown; null for objects without one
   * @param version the object's revision after the event
   */
  public record Target(String type, UUID id, String key, @Nullable String context, int version) {}

  /**
   * The approval that an event rests on.
   *
   * @param digest hash of exactly what was approved
   * @param revision of the change
   * @param policyVersion version of the rules that were asked
   */
  public record Approval(UUID changeId, String digest, int revision, String policyVersion) {}

  /** An operation of a change that took effect. */
  public static AuditEvent applied(
      String action, Planned planned, Approval approval, @Nullable String reason) {
    return new AuditEvent(
        action,
        Result.SUCCESS,
        null,
        new Target(
            planned.objectType(),
            planned.objectId(),
            planned.objectKey(),
            planned.context(),
            planned.revision()),
        planned.before(),
        planned.after(),
        approval,
        reason);
  }

  /** What followers are told of it once it is committed; nothing when it is about no object. */
  public List<ObjectChange> changes() {
    return object == null
        ? List.of()
        : List.of(
            new ObjectChange(
                action,
                object.type(),
                object.id(),
                object.key(),
                object.context(),
                object.version(),
                after));
  }

  /** An act that succeeded and needs no change, such as making the first administrator. */
  public static AuditEvent done(String action, Target object, @Nullable JsonNode after) {
    return new AuditEvent(action, Result.SUCCESS, null, object, null, after, null, null);
  }
}
