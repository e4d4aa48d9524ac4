package com.nexus.ssot.model.api;

/** Who applies a change that has its approvals. */
public enum ApplyMode {
  /** The last approval applies it, or the server as soon as its time has come. */
  AUTO,
  /** Somebody who may execute. */
  MANUAL
}
