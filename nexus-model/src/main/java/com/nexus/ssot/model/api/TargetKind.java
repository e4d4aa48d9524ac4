package com.nexus.ssot.model.api;

/** What an alias leads to. */
public enum TargetKind {
  ANCHOR,
  ENDPOINT,
  ALIAS,
  URL
}
