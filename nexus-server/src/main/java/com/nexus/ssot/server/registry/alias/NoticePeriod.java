package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.registry.Causes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds those who take names out of use to the time that callers are owed. Thread-safe. */
@Component
class NoticePeriod {
  private final AliasTable table;

  NoticePeriod(AliasTable table) {
    this.table = table;
  }

  /**
   * Notes an end that comes too early. One that stays as it was is not judged again.
   *
   * @param before the alias as it was; null for a new one, whose deprecation nobody can have missed
   */
  static void check(
      AliasDraft draft, GovernanceRules rules, @Nullable Alias before, Instant now, Causes causes) {
    Period notice = rules.deprecation().noticePeriod();
    Instant sunset = draft.sunsetAt();
    boolean same =
        before != null
            && Objects.equals(sunset, before.sunsetAt())
            && Objects.equals(draft.deprecatedAt(), before.deprecatedAt());
    if (notice == null || sunset == null || same) {
      return;
    }
    Instant earliest = notice.addTo(start(draft.deprecatedAt(), before, now));
    if (sunset.isBefore(earliest)) {
      causes.add(
          "/sunset_at",
          "the rules give callers " + notice + " after an alias is deprecated",
          "give " + earliest + " or later");
    }
  }

  private static Instant start(@Nullable Instant deprecated, @Nullable Alias before, Instant now) {
    if (deprecated == null) {
      return now;
    }
    boolean backdated =
        before != null && !deprecated.equals(before.deprecatedAt()) && deprecated.isBefore(now);
    return backdated ? now : deprecated;
  }

  /** Refuses to delete what has not been deprecated for long enough. */
  void requireServed(Alias alias, GovernanceRules rules, Instant now) {
    Period notice = rules.deprecation().noticePeriod();
    if (notice == null) {
      return;
    }
    Instant deprecated = alias.deprecatedAt();
    if (deprecated == null) {
      throw tooEarly(
          alias,
          "it is not deprecated, and the rules give callers " + notice + " after it is",
          "set deprecated_at now, and delete it at " + notice.addTo(now) + " or later");
    }
    Instant allowed = notice.addTo(table.deprecatedSince(alias.id(), deprecated));
    if (allowed.isAfter(now)) {
      throw tooEarly(
          alias,
          "the rules give callers " + notice + " after an alias is deprecated",
          "delete it at " + allowed + " or later");
    }
  }

  private static Fault tooEarly(Alias alias, String message, String fix) {
    return Fault.of(
        FaultCode.NOTICE_PERIOD,
        "The alias '" + alias.alias() + "' cannot be deleted yet",
        List.of(Cause.of(message, fix)));
  }
}
