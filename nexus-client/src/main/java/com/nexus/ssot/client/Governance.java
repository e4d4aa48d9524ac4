package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.model.api.RuleSet;
import org.jspecify.annotations.Nullable;

/** The rules a registry holds its names to. Thread-safe. */
public final class Governance {
  private static final String PATH = "/api/governance";

  private final Transport transport;

  Governance(Transport transport) {
    this.transport = transport;
  }

  /** The rule set in force. */
  public Tagged<RuleSet> current() {
    Answer answer = transport.send(Call.get(PATH, Query.none()));
    return new Tagged<>(answer.as(RuleSet.class), answer.entityTag());
  }

  /** The rule sets there were, newest first. */
  public Page<RuleSet> versions(Query query) {
    return transport.send(Call.get(PATH + "/versions", query)).page(RuleSet.class);
  }

  /**
   * Takes the rules of a file into force.
   *
   * @param mediaType {@code application/yaml} or {@code application/json}
   */
  public Written<RuleSet> adopt(String mediaType, byte[] file, WriteOptions options) {
    Call call = Call.send("POST", PATH, Query.none(), mediaType, file);
    return Records.written(transport.send(call.under(options)), RuleSet.class);
  }

  /**
   * Tells what of the registry breaks the rules of a file, without adopting them.
   *
   * @param file the rules; null for those in force
   * @param query {@code context} and {@code limit}
   */
  public RuleReport check(String mediaType, byte @Nullable [] file, Query query) {
    return transport
        .send(Call.send("POST", PATH + "/check", query, mediaType, file).thatOnlyAsks())
        .as(RuleReport.class);
  }
}
