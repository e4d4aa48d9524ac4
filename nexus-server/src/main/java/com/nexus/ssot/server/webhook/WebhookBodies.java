package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookRotation;
import tools.jackson.databind.JsonNode;

/** What governed writes of webhooks are given. */
final class WebhookBodies {
  private WebhookBodies() {}

  /** A webhook by its name, in any form that has the same key. */
  record Target(String name) {}

  /**
   * A change of what a webhook is.
   *
   * @param patch an RFC 7396 merge patch of what a caller may say
   */
  record Patch(String name, JsonNode patch) {}

  /** Another secret; the secret itself is made where it is kept. */
  record Rotation(String name, WebhookRotation rotation) {}
}
