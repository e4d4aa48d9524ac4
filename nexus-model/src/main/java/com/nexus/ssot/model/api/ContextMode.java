package com.nexus.ssot.model.api;

/** Whether names in a context can be changed at all. */
public enum ContextMode {
  READWRITE,
  READONLY
}
