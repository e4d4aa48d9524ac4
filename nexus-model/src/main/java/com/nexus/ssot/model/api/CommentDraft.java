package com.nexus.ssot.model.api;

/** Something that is said about a change. */
public record CommentDraft(String text) {}
