package com.nexus.ssot.model.openapi;

/** Which way data travels that a difference is about. */
public enum Side {
  REQUEST,
  RESPONSE
}
