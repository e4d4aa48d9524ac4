package com.nexus.ssot.model.api;

/**
 * Why a change must take effect without the approvals it needs.
 *
 * @param digest the digest of what the person saw; it must be what stands there now
 * @param reference where the emergency is told of, such as the number of an incident
 */
public record OverrideDraft(String digest, String reason, String reference) {}
