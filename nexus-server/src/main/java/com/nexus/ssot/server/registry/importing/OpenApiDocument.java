package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.server.registry.anchor.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registry wants to know of an OpenAPI document.
 *
 * @param version as the document says it; null when it says none
 * @param description one paragraph
 * @param servers absolute address by environment
 * @param warnings what was passed over, in sentences
 */
record OpenApiDocument(
    Content content,
    String title,
    @Nullable String version,
    @Nullable String description,
    Map<String, String> servers,
    List<Call> calls,
    List<String> warnings) {

  /**
   * One operation.
   *
   * @param method in capitals
   * @param id the {@code operationId}; null without one
   * @param summary one sentence; null without one
   */
  record Call(String method, String path, @Nullable String id, @Nullable String summary) {

    /** What makes it the same operation in another version of the document. */
    String place() {
      return method + " " + path;
    }
  }
}
