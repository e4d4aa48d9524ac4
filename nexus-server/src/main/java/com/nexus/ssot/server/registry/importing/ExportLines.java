package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of an export as they are written: counted, and hashed so that a reader knows whether it
 * has all of them. Used once, by one thread.
 */
final class ExportLines {
  /** What the format is called in the header. */
  static final String FORMAT = "nexus-registry";

  /** The format's version. */
  static final int VERSION_NUMBER = 1;

  static final String HEADER = "header";
  static final String END = "end";
  static final String GOVERNANCE = "governance";
  static final String VERSION = "version";

  private final OutputStream target;
  private final MessageDigest digest;
  private final Map<String, Integer> counts = new TreeMap<>();

  ExportLines(OutputStream target) {
    this.target = target;
    this.digest = sha256();
  }

  /** A row and its type. */
  record Row(String type, ObjectNode json) {}

  void header(Instant time) throws IOException {
    ObjectNode header = Json.mapper().createObjectNode();
    header.put("type", HEADER).put("format", FORMAT).put("version", VERSION_NUMBER);
    header.put("exported_at", time.toString());
    write(header);
  }

  void add(Row row) {
    add(row.type(), row.json());
  }

  void add(String type, JsonNode row) {
    try {
      write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    counts.merge(type, 1, Integer::sum);
  }

  /** Writes the last line: how many rows of each type there are, and the hash of all before. */
  Map<String, Integer> end() throws IOException {
    ObjectNode end = Json.mapper().createObjectNode().put("type", END);
    end.set("counts", Json.tree(counts));
    end.put("sha256", Sha256.hex(digest.digest()));
    write(end);
    target.flush();
    return counts;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(JsonNode row) throws IOException {
    byte[] line = (Json.mapper().writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8);
    digest.update(line);
    target.write(line);
  }
}
