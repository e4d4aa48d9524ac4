package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.http.BodySchema;
import com.nexus.ssot.server.http.Open;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schemas of what operations of changes are given, by their kinds. Open like the rest of the
 * documentation. Bodies of other requests stand in the OpenAPI document.
 */
@RestController
@RequestMapping("/api/schemas")
@Open
final class SchemaResource {
  private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

  private final Kinds kinds;

  SchemaResource(Kinds kinds) {
    this.kinds = kinds;
  }

  /**
   * The kinds of operations there are.
   *
   * @param kinds their names, in order
   */
  record KindNames(List<String> kinds) {}

  @GetMapping
  KindNames names() {
    return new KindNames(kinds.names());
  }

  @GetMapping("/{kind}")
  ResponseEntity<JsonNode> one(@PathVariable String kind) {
    Class<?> body =
        kinds
            .find(kind)
            .map(ChangeKind::body)
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.NOT_FOUND,
                    "There is no kind of operation " + Quoted.of(kind) + ".",
                    List.of(
                        Cause.of(
                            "The kinds are " + String.join(", ", kinds.names()) + ".", null))));
    return ResponseEntity.ok().contentType(SCHEMA).body(BodySchema.of(body, kind));
  }
}
