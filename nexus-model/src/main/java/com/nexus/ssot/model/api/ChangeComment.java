package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that was said about a change.
 *
 * @param by name of who said it
 */
public record ChangeComment(UUID id, String by, Instant at, String text) {}
