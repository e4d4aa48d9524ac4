package com.nexus.ssot.model.api;

import java.time.Instant;

/** When an approved change shall be applied. */
public record ScheduleDraft(Instant at) {}
