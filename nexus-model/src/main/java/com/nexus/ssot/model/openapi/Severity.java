package com.nexus.ssot.model.openapi;

/** How bad a difference is for those who rely on the other document; worst first. */
public enum Severity {
  /** Somebody who keeps to the document would be refused, or could not read what comes. */
  BREAKING,
  /** Nobody who keeps to the document is refused, but somebody may miss something. */
  WARNING,
  /** A difference that hurts nobody. */
  COMPATIBLE
}
