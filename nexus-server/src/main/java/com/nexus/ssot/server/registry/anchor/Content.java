package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.model.json.Yaml;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Content of an anchor, looked into.
 *
 * @param tree what it says as JSON; null when it is neither JSON nor YAML
 * @param isJson whether it is written as JSON
 * @param format what it is
 * @param contentHash {@code sha256:} and the hash of the bytes
 * @param checksum {@code sha256:} and the hash of the canonical form; of the bytes without one
 */
public record Content(
    @Nullable JsonNode tree, boolean isJson, String format, String contentHash, String checksum) {

  /** The largest content accepted, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  /**
   * Looks into content.
   *
   * @param format what it is said to be; found out when null
   * @throws Fault {@code MALFORMED} when it is said to be JSON or YAML and is not
   */
  public static Content of(byte[] bytes, @Nullable String format) {
    boolean promised = format != null && Formats.isStructured(format);
    boolean isJson = looksLikeJson(bytes);
    JsonNode tree = null;
    if (promised || format == null || format.equals(Formats.UNSPECIFIED)) {
      tree = promised ? parse(bytes, isJson, "content") : parseIfPossible(bytes, isJson);
    }
    return of(bytes, tree, isJson, format);
  }

  /** Content that is parsed already. */
  public static Content of(
      byte[] bytes, @Nullable JsonNode tree, boolean isJson, @Nullable String format) {
    String contentHash = Sha256.prefixed(bytes);
    boolean unsaid = format == null || format.equals(Formats.UNSPECIFIED);
    String found = unsaid || format == null ? Formats.of(tree, isJson) : format;
    return new Content(tree, isJson, found, contentHash, checksum(tree, contentHash));
  }

  /** Reads a document as JSON or YAML, whichever it is. */
  public static JsonNode parse(byte[] bytes, boolean isJson, String file) {
    return isJson ? Json.read(bytes) : Yaml.read(bytes, file).tree();
  }

  /** Whether a document is to be read as JSON: YAML's flow style is refused as broken JSON. */
  public static boolean looksLikeJson(byte[] bytes) {
    for (byte b : bytes) {
      boolean space = b == ' ' || b == '\n' || b == '\r' || b == '\t';
      boolean mark = b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
      if (!space && !mark) {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  /** The media type it is served with. */
  String mediaType() {
    return Formats.mediaType(format, tree != null && isJson, tree != null && !isJson);
  }

  private static @Nullable JsonNode parseIfPossible(byte[] bytes, boolean isJson) {
    try {
      JsonNode tree = parse(bytes, isJson, "content");
      return tree.isContainer() ? tree : null;
    } catch (Fault e) {
      return null;
    }
  }

  private static String checksum(@Nullable JsonNode tree, String contentHash) {
    if (tree == null) {
      return contentHash;
    }
    try {
      return Sha256.prefixed(CanonicalJson.bytes(tree));
    } catch (Fault e) {
      return contentHash; // numbers or text without a canonical form
    }
  }
}
