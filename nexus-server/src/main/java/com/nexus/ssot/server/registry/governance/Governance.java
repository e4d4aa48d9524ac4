package com.nexus.ssot.server.registry.governance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceFile;
import com.nexus.ssot.model.governance.GovernanceRules;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The governance rules. Which version holds is read from the database by whoever asks, in its own
 * transaction. What was parsed is kept in memory by its checksum and not by its version: a version
 * that is rolled back, as by a dry run, says something else when it is adopted. Thread-safe.
 */
@Component
public class Governance {
  /** The kind of change that adopts a rule set; its body is a {@link RuleSetDraft}. */
  public static final String ADOPT = "governance.adopt";

  private static final int KEEP = 100;

  private final GovernanceTable table;
  private final Cache<String, GovernanceRules> byChecksum =
      Caffeine.newBuilder().maximumSize(KEEP).build();

  Governance(GovernanceTable table) {
    this.table = table;
  }

  /**
   * Reads rules from a file.
   *
   * @throws Fault {@code INVALID} or {@code MALFORMED} with file, line and column of every cause
   */
  public static GovernanceRules read(String source, @Nullable String file) {
    String shown = file == null ? "body" : file;
    try {
      return GovernanceFile.read(source.getBytes(StandardCharsets.UTF_8), shown);
    } catch (Fault fault) {
      if (fault.code() != FaultCode.SETTING) {
        throw fault;
      }
      boolean unreadable =
          fault.getCause() instanceof Fault origin && origin.code() == FaultCode.MALFORMED;
      FaultCode code = unreadable ? FaultCode.MALFORMED : FaultCode.INVALID;
      throw Fault.of(code, fault.detail(), fault.causes());
    }
  }

  /** Rules and their version. */
  public record InForce(int version, GovernanceRules rules) {}

  /** The rules in force, as the running transaction sees them; empty before the first. */
  public Optional<InForce> inForce() {
    return table
        .newest()
        .map(newest -> new InForce(newest.version(), rules(newest.version(), newest.checksum())));
  }

  /** A file as text: what is stored must be what was sent. */
  public static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw Fault.of(FaultCode.MALFORMED, "The rules are not written in UTF-8", e);
    }
  }

  /**
   * The rules of a version that the running transaction sees.
   *
   * @param checksum of the version, read together with it
   */
  public GovernanceRules rules(int version, String checksum) {
    GovernanceRules known = byChecksum.getIfPresent(checksum);
    if (known != null) {
      return known;
    }
    RuleSet stored =
        table
            .find(version)
            .map(GovernanceTable.Stored::set)
            .filter(set -> set.checksum().equals(checksum))
            .orElseThrow(() ->
                new IllegalStateException(
                    "there is no rule set of version " + version + " with " + checksum));
    GovernanceRules rules = GovernanceRules.stored(stored.rules());
    byChecksum.put(checksum, rules);
    return rules;
  }
}
