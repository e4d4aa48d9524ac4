package com.nexus.ssot.client;

import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Page;
import tools.jackson.databind.JsonNode;

/**
 * The immutable versions of one anchor. Thread-safe.
 *
 * @param <T> the record they are read as
 */
public final class Versions<T> {
  private final Transport transport;
  private final String path;
  private final Class<T> type;

  Versions(Transport transport, String path, Class<T> type) {
    this.transport = transport;
    this.path = path;
    this.type = type;
  }

  static Versions<AnchorVersion> of(Transport transport, String anchorId) {
    String path = Call.path("api", "anchors", anchorId, "versions");
    return new Versions<>(transport, path, AnchorVersion.class);
  }

  /** The same versions as JSON, exactly as the registry writes them. */
  public Versions<JsonNode> asJson() {
    return new Versions<>(transport, path, JsonNode.class);
  }

  /**
   * A version's content, byte for byte.
   *
   * @param checksum as the registry states it
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Content(byte[] bytes, String mediaType, String checksum) {}

  /** One page, newest first. */
  public Page<T> list(Query query) {
    return transport.send(Call.get(path, query)).page(type);
  }

  /** One of them. */
  public Tagged<T> get(String label) {
    Answer answer = transport.send(Call.get(path + Call.path(label), Query.none()));
    return new Tagged<>(answer.as(type), answer.entityTag());
  }

  /** The bytes of one of them. */
  public Content content(String label) {
    Answer answer =
        transport.send(Call.get(path + Call.path(label, "content"), Query.none()).accepting("*/*"));
    return new Content(
        answer.body(),
        answer.header("Content-Type").orElse("application/octet-stream"),
        answer.header("Checksum").orElse(""));
  }

  /** Adds one, byte for byte. */
  public Written<T> add(String label, String mediaType, byte[] content, WriteOptions options) {
    Call call = Call.send("POST", path, Query.of("label", label), mediaType, content);
    return Records.written(transport.send(call.under(options)), type);
  }
}
