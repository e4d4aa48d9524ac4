package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits.Rate;
import com.nexus.ssot.server.http.Rated;
import com.nexus.ssot.server.http.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Export over HTTP. */
@RestController
@RequestMapping("/api/export")
class ExportResource {
  private final RegistryExport export;
  private final Access access;

  ExportResource(RegistryExport export, Access access) {
    this.export = export;
    this.access = access;
  }

  /** Streams the registry; without its last line an answer is not complete. */
  @GetMapping
  @Rated(Rate.SEARCHES)
  @Requires(verb = Verb.EXPORT, object = ObjectKind.ANCHOR)
  void export(Actor actor, HttpServletResponse response) throws IOException {
    // Nothing is left out of an export, so nothing may be out of reach.
    Reach reach =
        access
            .reach(actor, Verb.EXPORT, ObjectKind.ALIAS)
            .and(access.reach(actor, Verb.EXPORT, ObjectKind.CONTEXT));
    if (!reach.isEverything()) {
      throw Fault.of(
          FaultCode.FORBIDDEN, "An export holds every context, and the caller reaches only some.");
    }
    response.setContentType("application/jsonl");
    response.setHeader("Content-Disposition", "attachment; filename=\"registry.jsonl\"");
    response.setHeader("X-Content-Type-Options", "nosniff");
    export.write(response.getOutputStream());
  }
}
