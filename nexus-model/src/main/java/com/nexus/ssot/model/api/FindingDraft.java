package com.nexus.ssot.model.api;

/** What the review of a change that was overridden found. */
public record FindingDraft(String finding) {}
