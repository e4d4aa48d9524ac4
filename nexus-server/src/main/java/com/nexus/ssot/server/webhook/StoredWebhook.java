package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Webhook;
import java.util.UUID;

/**
 * A webhook as it is stored.
 *
 * @param subject what the data key of its secrets is found by
 */
record StoredWebhook(Webhook webhook, UUID subject) {}
