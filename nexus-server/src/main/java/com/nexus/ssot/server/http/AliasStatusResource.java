package com.nexus.ssot.server.http;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.AliasFigures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health, figures and status of the alias service in the shapes that existing callers know. */
@RestController
@RequestMapping("/api/aliases")
final class AliasStatusResource {
  private final ObjectProvider<AliasFigures> figures;
  private final ObjectProvider<Access> access;

  AliasStatusResource(ObjectProvider<AliasFigures> figures, ObjectProvider<Access> access) {
    this.figures = figures;
    this.access = access;
  }

  /** That the service answers. */
  record AliasHealth(String status) {}

  /** Figures under one name. */
  record AliasMetrics(Metrics metrics) {}

  /**
   * How many aliases there are and how fast they resolve.
   *
   * @param responseTimeMs mean time to resolve one, in milliseconds
   */
  record Metrics(long totalAliases, long activeAliases, double responseTimeMs) {}

  /** Status under one name. */
  record AliasStatus(Status status) {}

  /** Which service this is, and that it is well. */
  record Status(String service, String version, String health) {}

  /** Says that the service answers. */
  @Open
  @GetMapping("/health")
  AliasHealth health() {
    return new AliasHealth("ok");
  }

  /** Counts the aliases of the contexts that the caller reaches. */
  @GetMapping("/metrics")
  @Requires(verb = Verb.READ, object = ObjectKind.METRICS)
  AliasMetrics metrics(Actor actor) {
    AliasFigures.Figures now =
        figures
            .getObject()
            .figures(access.getObject().reach(actor, Verb.READ, ObjectKind.ALIAS)::has);
    return new AliasMetrics(new Metrics(now.total(), now.active(), now.responseTimeMillis()));
  }

  /** Says which service this is. */
  @GetMapping("/status")
  @Requires(verb = Verb.READ, object = ObjectKind.METRICS)
  AliasStatus status() {
    return new AliasStatus(new Status("SSOT Registry", ServerVersion.text(), "healthy"));
  }
}
