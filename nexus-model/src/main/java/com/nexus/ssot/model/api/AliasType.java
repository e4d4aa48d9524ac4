package com.nexus.ssot.model.api;

/** Whether an alias is meant to stay. */
public enum AliasType {
  PERMANENT,
  /** Always has an expiry; the rule set's default when none is given. */
  TEMPORARY
}
