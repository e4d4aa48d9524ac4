package com.nexus.ssot.server.http;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.settings.Environment;
import com.nexus.ssot.server.settings.ServerSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Metrics in the text format of Prometheus, for callers who may see them and reach every context,
 * since all are named; in development also for everybody on this machine. Elsewhere a proxy on the
 * same machine may speak for anybody.
 */
@RestController
final class MetricsResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** With any of these the connection's address says nothing about the caller's. */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  private final PrometheusMeterRegistry registry;
  private final ObjectProvider<Access> access;
  private final boolean enabled;
  private final boolean openHere;

  MetricsResource(
      PrometheusMeterRegistry registry, ObjectProvider<Access> access, ServerSettings settings) {
    this.registry = registry;
    this.access = access;
    this.enabled = settings.metrics();
    this.openHere = settings.environment() == Environment.DEVELOPMENT;
  }

  /** All metrics, as OpenMetrics for those who ask for it. */
  @Open
  @GetMapping("/metrics")
  ResponseEntity<String> metrics(@Nullable Actor actor, HttpServletRequest request) {
    if (!enabled) {
      throw Fault.of(FaultCode.NOT_FOUND, "Metrics are switched off (PROMETHEUS_ENABLED).");
    }
    letIn(actor, request);
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    String type =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .body(registry.scrape(type));
  }

  private void letIn(@Nullable Actor actor, HttpServletRequest request) {
    if (actor == null) {
      if (!openHere || !fromThisMachine(request)) {
        throw Door.unauthenticated(request);
      }
    } else if (!access.getObject().allows(actor, Verb.MONITOR, ObjectKind.METRICS, null)) {
      access.getObject().require(actor, Verb.READ, ObjectKind.METRICS, null);
    }
    if (actor != null && !seesAll(actor)) {
      throw Fault.of(
          FaultCode.FORBIDDEN, "Metrics name every context, and the caller reaches only some.");
    }
  }

  private boolean seesAll(Actor actor) {
    Access decision = access.getObject();
    return decision
        .reach(actor, Verb.MONITOR, ObjectKind.METRICS)
        .or(decision.reach(actor, Verb.READ, ObjectKind.METRICS))
        .isEverything();
  }

  static boolean fromThisMachine(HttpServletRequest request) {
    return FORWARDED.stream().allMatch(header -> request.getHeader(header) == null)
        && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
  }
}
