package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
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

  ExportResource(RegistryExport export) {
    this.export = export;
  }

  /** Streams the registry; without its last line an answer is not complete. */
  @GetMapping
  @Rated(Rate.SEARCHES)
  @Requires(verb = Verb.EXPORT, object = ObjectKind.ANCHOR)
  void export(HttpServletResponse response) throws IOException {
    response.setContentType("application/jsonl");
    response.setHeader("Content-Disposition", "attachment; filename=\"registry.jsonl\"");
    response.setHeader("X-Content-Type-Options", "nosniff");
    export.write(response.getOutputStream());
  }
}
