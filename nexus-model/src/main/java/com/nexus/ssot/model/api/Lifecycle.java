package com.nexus.ssot.model.api;

/** Where an anchor stands in its life. */
public enum Lifecycle {
  EXPERIMENTAL,
  ACTIVE,
  DEPRECATED,
  RETIRED
}
