package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a form that a browser sent, each at most once. Immutable. */
public final class Form {
  /** The content type of forms. */
  public static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads a form.
   *
   * @param known names of the fields that it can have
   * @throws Fault {@code MALFORMED} or {@code INVALID} when it is written badly or has other fields
   */
  public static Form read(byte[] body, Set<String> known) {
    Map<String, String> fields = new LinkedHashMap<>();
    parsed(body)
        .values()
        .forEach((name, values) -> {
          if (!known.contains(name) || values.size() != 1) {
            throw Fault.of(
                FaultCode.INVALID,
                "The form has a field that does not belong in it, or one twice.",
                List.of(Cause.of("It was not sent as the page made it.", "Load the page again.")));
          }
          fields.put(name, values.getFirst());
        });
    return new Form(fields);
  }

  private static QueryText parsed(byte[] body) {
    try {
      return QueryText.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (Fault | CharacterCodingException e) {
      throw Fault.of(FaultCode.MALFORMED, "The form cannot be read.", e);
    }
  }

  /** The value of a field; an empty text when it was not sent. */
  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
