package com.nexus.ssot.model.json;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;

/**
 * YAML 1.2 read as strictly as JSON: one document, no key twice, no tags of one's own, and limits
 * that a bomb cannot pass. Plain words are text, but for {@code true}, {@code false}, {@code null}
 * and JSON's numbers (the JSON schema of YAML 1.2, as OpenAPI asks for): {@code yes} and {@code
 * True} are text. How large the text may be is the caller's to decide.
 */
public final class Yaml {
  /** Most aliases ({@code *name}) in one document. */
  public static final int MAX_ALIASES = 50;

  /** Most values that the aliases of a document may stand for, all together. */
  public static final int MAX_ALIASED_VALUES = 100_000;

  /** Most characters in one line: the parser's time grows with the square of it. */
  public static final int MAX_LINE = 256 * 1024;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @param file what the text is called in messages
   * @throws Fault {@link FaultCode#MALFORMED} with {@code file:line:column}
   */
  public static YamlDocument read(byte[] utf8, String file) {
    String text = Utf8.decode(utf8, (line, column) -> file + ":" + line + ":" + column);
    refuseLongLines(text, file);
    return new YamlDocument(new YamlTree(text, file, null).read(), text, file);
  }

  private static void refuseLongLines(String text, String file) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        boolean half = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        line += half ? 0 : 1;
        start = i + 1;
      } else if (i - start == MAX_LINE) {
        throw Fault.of(
            FaultCode.MALFORMED,
            "The document cannot be read.",
            List.of(
                Cause.at(
                    file + ":" + line + ":1",
                    "The line has more than " + MAX_LINE + " characters.",
                    "Break it into several.")));
      }
    }
  }
}
