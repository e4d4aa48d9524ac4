package com.nexus.ssot.client;

import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Sha256;
import java.util.Base64;
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

  /** What a document would break as the next version; nothing is stored. */
  public Compatibility check(Query query, String mediaType, byte[] document) {
    Call call = Call.send("POST", anchor("compatibility"), query, mediaType, document);
    return transport.send(call.thatOnlyAsks()).as(Compatibility.class);
  }

  /** What differs between two of them, and whom it hurts. */
  public Compatibility diff(String from, String to, Query query) {
    Query whole = Query.of("from", from).and("to", to).and(query);
    return transport.send(Call.get(anchor("diff"), whole)).as(Compatibility.class);
  }

  /** What was found when one of them was added. */
  public Compatibility verdict(String label) {
    Call call = Call.get(path + Call.path(label, "compatibility"), Query.none());
    return transport.send(call).as(Compatibility.class);
  }

  private String anchor(String what) {
    return path.substring(0, path.lastIndexOf('/')) + Call.path(what);
  }

  static Versions<AnchorVersion> of(Transport transport, String anchorId) {
    String path = Call.path("api", "anchors", anchorId, "versions");
    return new Versions<>(transport, path, AnchorVersion.class);
  }

  /** The same versions as JSON, exactly as the registry writes them. */
  public Versions<JsonNode> asJson() {
    return new Versions<>(transport, path, JsonNode.class);
  }

  /** A version's content, byte for byte. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Content(byte[] bytes, String mediaType) {}

  /** One page, newest first. */
  public Page<T> list(Query query) {
    return transport.send(Call.get(path, query)).page(type);
  }

  /** One of them. */
  public Tagged<T> get(String label) {
    Answer answer = transport.send(Call.get(path + Call.path(label), Query.none()));
    return new Tagged<>(answer.as(type), answer.entityTag());
  }

  /** The bytes of one of them, checked against the digest that comes along. */
  public Content content(String label) {
    Answer answer =
        transport.send(Call.get(path + Call.path(label, "content"), Query.none()).accepting("*/*"));
    byte[] bytes = answer.body();
    String digest = "SHA-256=" + Base64.getEncoder().encodeToString(Sha256.of(bytes));
    if (answer.header("Digest").filter(stated -> !stated.equals(digest)).isPresent()) {
      throw SsotException.connection("The content was damaged on its way.", null);
    }
    return new Content(bytes, answer.header("Content-Type").orElse("application/octet-stream"));
  }

  /**
   * Adds one, byte for byte.
   *
   * @param query {@code format}, where it should not be found out from the content
   */
  public Written<T> add(
      String label, Query query, String mediaType, byte[] content, WriteOptions options) {
    Query whole = Query.of("label", label).and(query);
    Call call = Call.send("POST", path, whole, mediaType, content);
    return Records.written(transport.send(call.under(options)), type);
  }
}
