package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API description, a page to browse it, and the page that explains every fault. */
@RestController
@Open
final class DocsResource {
  /** The pages load nothing from other hosts and run no script that stands in a page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final YAMLMapper YAML = new YAMLMapper();

  private final ApiDocument document;

  DocsResource(ApiDocument document) {
    this.document = document;
  }

  /** The OpenAPI document. */
  @GetMapping("/api/openapi.json")
  ResponseEntity<byte[]> openApiJson() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.json());
  }

  /** The same document as YAML. */
  @GetMapping("/api/openapi.yaml")
  ResponseEntity<byte[]> openApiYaml() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml"))
        .body(YAML.writeValueAsBytes(Json.read(document.json())));
  }

  /** Where people who try the bare address, or guess, find what they look for. */
  @GetMapping({"/", "/docs/"})
  ResponseEntity<Void> toPage() {
    return found("/docs");
  }

  /** Where the document stands with others. */
  @GetMapping("/openapi.json")
  ResponseEntity<Void> toDocument() {
    return found("/api/openapi.json");
  }

  private static ResponseEntity<Void> found(String path) {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(path)).build();
  }

  /** A page to browse the document. */
  @GetMapping("/docs")
  ResponseEntity<byte[]> page() {
    return html(DocsFiles.page());
  }

  /** A file of that page. */
  @GetMapping("/docs/assets/{file}")
  ResponseEntity<byte[]> asset(@PathVariable String file) {
    byte[] content = DocsFiles.asset(file);
    if (content == null) {
      throw Fault.of(FaultCode.NOT_FOUND, "There is nothing at this path.");
    }
    return ResponseEntity.ok()
        .contentType(
            MediaType.parseMediaType(
                file.endsWith(".css")
                    ? "text/css; charset=utf-8"
                    : "text/javascript; charset=utf-8"))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
        .header("X-Content-Type-Options", "nosniff")
        .body(content);
  }

  /** Explains every fault; problem documents point here. */
  @GetMapping("/docs/faults")
  ResponseEntity<byte[]> faults() {
    return html(DocsFiles.faults());
  }

  private static ResponseEntity<byte[]> html(byte[] page) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/html; charset=utf-8"))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .body(page);
  }
}
