package com.nexus.ssot.server.registry.check;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceFile;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Rated;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.registry.governance.Governance;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Checks of rule sets over HTTP. */
@RestController
class CheckResource {
  private static final int FINDINGS = 1_000;
  private static final int MOST_FINDINGS = 10_000;

  /** Checks at the same time; each keeps a connection to the database. */
  private static final int AT_ONCE = 2;

  private static final int PATIENCE_SECONDS = 20;

  private final RegistryCheck check;
  private final Semaphore places = new Semaphore(AT_ONCE);

  CheckResource(RegistryCheck check) {
    this.check = check;
  }

  /**
   * What a caller asks of a check.
   *
   * @param context the only context to look at
   * @param limit how many findings are told, 0 to 10000; 1000 when not given
   */
  record CheckQuery(@Nullable String context, @Nullable Integer limit) {}

  /** Tells what would fail by the rules of a file, or without one by the rules in force. */
  @PostMapping("/api/governance/check")
  @Requires(verb = Verb.READ, object = ObjectKind.POLICY)
  @Rated(RateLimits.Rate.SEARCHES)
  RuleReport run(
      @Query CheckQuery query,
      @Body(
              required = false,
              maxBytes = GovernanceFile.MAX_BYTES,
              types = {"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
          byte @Nullable [] file,
      Actor actor) {
    int most = query.limit() == null ? FINDINGS : query.limit();
    if (most < 0 || most > MOST_FINDINGS) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A parameter has a value that is not allowed",
          List.of(Cause.at("?limit", "It is not 0 to " + MOST_FINDINGS + ".", null)));
    }
    takePlace();
    try {
      return check.run(file == null ? null : Governance.text(file), query.context(), most, actor);
    } finally {
      places.release();
    }
  }

  private void takePlace() {
    boolean taken = false;
    try {
      taken = places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw Fault.of(
          FaultCode.OVERLOADED,
          "Other checks are running.",
          List.of(Cause.of("Every place for a check is taken.", "Check again a little later.")));
    }
  }
}
