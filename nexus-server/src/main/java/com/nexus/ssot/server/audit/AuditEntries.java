package com.nexus.ssot.server.audit;

import java.util.List;

/** The events of one transaction, checked and ready to be stored. Immutable. */
public final class AuditEntries {
  private final List<AuditEntry> entries;

  AuditEntries(List<AuditEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  List<AuditEntry> entries() {
    return entries;
  }
}
