package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Cause;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says with the command line's options what the registry says with its parameters. */
final class OptionWords {
  private static final Pattern PARAMETER = Pattern.compile("(?<![^\\s(])\\?([a-z][A-Za-z]*)=?");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private OptionWords() {}

  /** The same cause in the command line's words. */
  static Cause in(Cause cause) {
    return new Cause(in(cause.at()), String.valueOf(in(cause.message())), in(cause.fix()));
  }

  private static @Nullable String in(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return PARAMETER
        .matcher(text.replace("target_kind: ", "--target-kind "))
        .replaceAll(
            found -> "--" + dashed(found.group(1)) + (found.group().endsWith("=") ? " " : ""))
        .stripTrailing();
  }

  private static String dashed(String parameter) {
    return CAPITAL
        .matcher(parameter)
        .replaceAll(capital -> "-" + capital.group().toLowerCase(java.util.Locale.ROOT));
  }
}
