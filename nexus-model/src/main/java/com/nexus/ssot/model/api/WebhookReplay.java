package com.nexus.ssot.model.api;

/**
 * That events will be sent again.
 *
 * @param requested how many
 */
public record WebhookReplay(int requested) {}
