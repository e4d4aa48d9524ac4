package com.nexus.ssot.server.registry.governance;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceFile;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The governance rules. Which version holds is read from the database by whoever asks, in its own
 * transaction; a version never changes, so what it says is kept in memory. Thread-safe.
 */
@Component
public class Governance {
  /** The kind of change that adopts a rule set; its body is a {@link RuleSetDraft}. */
  public static final String ADOPT = "governance.adopt";

  private final GovernanceTable table;
  private final Map<Integer, GovernanceRules> byVersion = new ConcurrentHashMap<>();

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
      throw Fault.of(FaultCode.INVALID, fault.detail(), fault.causes());
    }
  }

  /** The rules of a version that exists. */
  public GovernanceRules rules(int version) {
    GovernanceRules known = byVersion.get(version);
    if (known != null) {
      return known;
    }
    GovernanceTable.Stored stored =
        table
            .find(version)
            .orElseThrow(
                () -> new IllegalStateException("there is no rule set of version " + version));
    GovernanceRules rules = Json.convert(stored.set().rules(), GovernanceRules.class);
    byVersion.put(version, rules);
    return rules;
  }
}
