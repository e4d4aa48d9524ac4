package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a webhook is sent.
 *
 * @param id the event's id, the same in every repetition
 * @param index its place in the log; null for a test
 * @param type what happened, such as {@code alias.update}; a test is {@code webhook.ping}
 * @param timestamp when it happened
 * @param object what it happened to
 * @param changeId the change that it belongs to; null for acts that need none
 */
public record WebhookEvent(
    UUID id,
    @Nullable Long index,
    String type,
    Instant timestamp,
    WebhookEvent.Subject object,
    @Nullable UUID changeId) {

  /**
   * What an event happened to.
   *
   * @param type the kind of object, such as {@code alias}
   * @param key its name as shown
   * @param context the name of its context; null for objects without one
   * @param revision its revision afterwards
   * @param after the whole object afterwards, without secrets and personal data; null when nothing
   *     is left
   */
  public record Subject(
      String type,
      UUID id,
      String key,
      @Nullable String context,
      int revision,
      @Nullable JsonNode after) {}
}
