package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a request, strictly and without touching its body. Immutable.
 *
 * @param values by name, in the order given
 */
record QueryText(Map<String, List<String>> values) {

  /** The query of a request. */
  static QueryText of(HttpServletRequest request) {
    if (request.getAttribute(QueryText.class.getName()) instanceof QueryText known) {
      return known;
    }
    QueryText read = parse(request.getQueryString());
    request.setAttribute(QueryText.class.getName(), read);
    return read;
  }

  static QueryText parse(@Nullable String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new QueryText(Collections.unmodifiableMap(values));
  }

  private static String decode(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        if (i + 2 >= raw.length) {
          throw unreadable();
        }
        int high = Character.digit(raw[i + 1], 16);
        int low = Character.digit(raw[i + 2], 16);
        if (high < 0 || low < 0) {
          throw unreadable();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put(raw[i] == '+' ? (byte) ' ' : raw[i]);
      }
    }
    try {
      String read = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (read.indexOf(0) >= 0) {
        throw bad("It holds NUL, which no text here may.", "Take the NUL (%00) out.");
      }
      return read;
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  private static Fault unreadable() {
    return bad(
        "It has a % that is not followed by two hexadecimal digits, or is not UTF-8.",
        "Encode parameters as UTF-8 with percent signs.");
  }

  private static Fault bad(String message, String fix) {
    return Fault.of(
        FaultCode.BAD_PARAMETER, "The query cannot be read.", List.of(Cause.at("?", message, fix)));
  }
}
