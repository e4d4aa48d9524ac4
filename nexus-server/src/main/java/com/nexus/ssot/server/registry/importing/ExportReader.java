package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads the lines of an export and holds them to their count and hash. Used once. */
final class ExportReader {
  private final byte[] data;
  private final MessageDigest digest = ExportLines.sha256();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Line> rows = new ArrayList<>();
  private int number;
  private boolean ended;

  private ExportReader(byte[] data) {
    this.data = data;
  }

  /**
   * One row.
   *
   * @param number of the line, from 1
   * @param object the object as the export shows it
   * @param from where the line begins in the data; content is read again when it is needed
   */
  record Line(int number, String type, boolean deleted, JsonNode object, int from, int to) {}

  /**
   * Reads the rows between header and end.
   *
   * @throws Fault {@code MALFORMED} or {@code INVALID} with the line
   */
  static List<Line> read(byte[] data) {
    return new ExportReader(data).read();
  }

  /** The content of a version. */
  static byte[] content(byte[] data, Line line) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (JsonNode chunk : parse(data, line.from(), line.to(), line.number()).path("content")) {
      try {
        content.writeBytes(Base64.getDecoder().decode(chunk.asString("")));
      } catch (IllegalArgumentException e) {
        throw refused(line.number(), "the content is not in base64");
      }
    }
    return content.toByteArray();
  }

  private List<Line> read() {
    int from = 0;
    while (from < data.length) {
      int to = from;
      while (to < data.length && data[to] != '\n') {
        to++;
      }
      number++;
      take(from, to);
      from = to + 1;
    }
    if (!ended) {
      throw refused(Math.max(number, 1), "the export ends without its last line");
    }
    return rows;
  }

  private void take(int from, int to) {
    if (ended) {
      throw refused(number, "something follows the last line");
    }
    JsonNode row = parse(data, from, to, number);
    String type = row.path("type").asString("");
    if (number == 1) {
      requireHeader(row, type);
    } else if (type.equals(ExportLines.END)) {
      requireWhole(row);
      ended = true;
    } else {
      rows.add(line(row, type, from, to));
      counts.merge(type, 1, Integer::sum);
    }
    digest.update(data, from, Math.min(to + 1, data.length) - from);
  }

  private Line line(JsonNode row, String type, int from, int to) {
    boolean known =
        type.equals(ExportLines.GOVERNANCE)
            || type.equals(ExportLines.VERSION)
            || ExportType.of(type).isPresent();
    if (!known || !row.path("object").isObject()) {
      throw refused(number, known ? "it has no object" : "rows of this type are not known");
    }
    return new Line(
        number, type, row.path("deleted").asBoolean(false), row.path("object"), from, to);
  }

  private void requireHeader(JsonNode row, String type) {
    if (!type.equals(ExportLines.HEADER)
        || !row.path("format").asString("").equals(ExportLines.FORMAT)) {
      throw refused(1, "it is not the header of an export");
    }
    if (row.path("version").asInt(0) != ExportLines.VERSION_NUMBER) {
      throw refused(1, "only version " + ExportLines.VERSION_NUMBER + " of the format is read");
    }
  }

  private void requireWhole(JsonNode end) {
    if (!end.path("counts").equals(Json.tree(counts))) {
      throw refused(number, "the counts are not those of the rows before");
    }
    if (!end.path("sha256").asString("").equals(Sha256.hex(digest.digest()))) {
      throw refused(number, "the lines before were changed: their hash is another");
    }
  }

  private static JsonNode parse(byte[] data, int from, int to, int number) {
    try {
      return Json.readStored(Arrays.copyOfRange(data, from, to));
    } catch (Fault fault) {
      List<Cause> causes =
          fault.causes().stream()
              .map(cause -> Cause.at("line " + number, cause.message(), cause.fix()))
              .toList();
      throw Fault.of(FaultCode.MALFORMED, "A line of the export cannot be read", causes);
    }
  }

  static Fault refused(int number, String message) {
    return Fault.of(
        FaultCode.INVALID,
        "The export cannot be taken",
        List.of(Cause.at("line " + number, message, "send the export as it was written")));
  }
}
