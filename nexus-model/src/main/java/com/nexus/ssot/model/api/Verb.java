package com.nexus.ssot.model.api;

/** What a caller may be allowed to do. */
public enum Verb {
  /** See objects and resolve names. */
  READ,
  /** Propose, edit and withdraw changes. */
  WRITE,
  /** Approve changes; people only. */
  APPROVE,
  /** Apply what was approved. */
  EXECUTE,
  /** See components and metrics. */
  MONITOR,
  /** Take data out in bulk. */
  EXPORT,
  /** Manage contexts, rules, people and keys. */
  ADMIN,
  /** Break the glass: act at once and be reviewed afterwards; people only, never meant by *. */
  OVERRIDE
}
