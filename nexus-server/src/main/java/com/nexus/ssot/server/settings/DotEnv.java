package com.nexus.ssot.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .env}: lines of {@code KEY=VALUE}, also with {@code export}; {@code #} starts a
 * comment. Within double quotes {@code \n}, {@code \"} and {@code \\} are understood; within single
 * quotes everything stands for itself.
 */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern QUOTED =
      Pattern.compile("(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)')\\s*(?:#.*)?");

  private DotEnv() {}

  /** The values of a file; none if there is no file. */
  static Map<String, Value> read(Path file, Problems problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      problems.add(
          file.getFileName().toString(),
          "The file cannot be read as UTF-8 text: " + Reason.of(e) + ".",
          "Correct its permissions and encoding, or remove it.");
      return values;
    }
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i).strip(), file.getFileName() + ":" + (i + 1), values, problems);
    }
    return values;
  }

  private static void line(String line, String at, Map<String, Value> values, Problems problems) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      problems.add(at, "The line is not KEY=VALUE.", "Write KEY=VALUE, or start it with #.");
      return;
    }
    String name = matcher.group(1);
    String raw = matcher.group(2);
    if (raw.startsWith("\"") || raw.startsWith("'")) {
      Matcher quoted = QUOTED.matcher(raw);
      if (!quoted.matches()) {
        problems.add(at, "The quote of " + name + " is not closed.", "Close the quote.");
        return;
      }
      String single = quoted.group(2);
      values.put(name, new Value(single != null ? single : unescape(quoted.group(1)), at));
    } else {
      values.put(name, new Value(raw.replaceFirst("(^|\\s+)#.*$", "").strip(), at));
    }
  }

  private static String unescape(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        result.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }
}
