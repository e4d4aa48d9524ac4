package com.nexus.ssot.model.api;

/** What a grant can be about. Written in small letters on the wire and in files. */
public enum ObjectKind {
  /** Anchors with their versions, and endpoints. */
  ANCHOR(false),
  ALIAS(true),
  CONTEXT(false),
  CONFLICT(true),
  /** Proposed changes. */
  PROPOSAL(true),
  /** Workflows and their runs; their context is an environment, such as {@code env/staging}. */
  WORKFLOW(false),
  SERVICE(false),
  /** What the AI operator does. */
  OPERATOR(false),
  /** Governance rules. */
  POLICY(false),
  /** People, teams, roles and what they are granted. */
  ROLE(false),
  /** API keys. */
  KEY(false),
  /** Values of stored secrets; never meant by {@code *}. */
  SECRET(false),
  SETTING(false),
  AUDIT(false),
  /** Personal data; never meant by {@code *}. */
  PII(false),
  METRICS(false);

  private final boolean inContexts;

  ObjectKind(boolean inContexts) {
    this.inContexts = inContexts;
  }

  /** Whether every object of the kind stands in a context of the registry. */
  public boolean inContexts() {
    return inContexts;
  }

  /**
   * Whether seeing it takes every context where none is named: it shows what concerns all, and not
   * what stands beside the names of one context.
   */
  public boolean concernsAll() {
    return switch (this) {
      case ROLE, KEY, SECRET, SETTING, AUDIT, PII -> true;
      case ANCHOR,
          ALIAS,
          CONTEXT,
          CONFLICT,
          PROPOSAL,
          WORKFLOW,
          SERVICE,
          OPERATOR,
          POLICY,
          METRICS ->
          false;
    };
  }

  /** Whether {@code *} means it too; the others are granted by name only. */
  public boolean meantByStar() {
    return this != SECRET && this != PII;
  }
}
