package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.CleanText;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is called here who came by a provider. The username begins with the provider's name,
 * so that nobody can choose there how somebody else is called here.
 */
record Called(String username, String displayName, @Nullable String email) {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_DISPLAY_NAME = 200;
  private static final int HASH_SHOWN = 10;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

  /**
   * Finds names.
   *
   * @param taken whether a username cannot be had
   */
  static Called of(Vouched vouched, String provider, Predicate<String> taken) {
    String hash =
        Sha256.hex(
                Sha256.of(
                    (vouched.issuer() + "\n" + vouched.subject()).getBytes(StandardCharsets.UTF_8)))
            .substring(0, HASH_SHOWN);
    String there = local(vouched.username());
    String wanted = provider + "-" + (there.isEmpty() ? hash : there);
    String username = taken.test(wanted) ? wanted + "-" + hash : wanted;
    String display = clean(vouched.displayName(), LONGEST_DISPLAY_NAME);
    String email = clean(vouched.email(), LONGEST_DISPLAY_NAME);
    return new Called(
        username,
        display.isEmpty() ? username : display,
        EMAIL.matcher(email).matches() ? email : null);
  }

  /** What stands before the host in names that are addresses, of plain characters. */
  private static String local(@Nullable String name) {
    String plain =
        clean(name, LONGEST_DISPLAY_NAME).replaceFirst("@.*", "").replaceAll("[^A-Za-z0-9._-]", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }

  private static String clean(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .limit(longest)
        .forEach(whole::appendCodePoint);
    return CleanText.of(whole.toString()).text().replaceAll("\\s+", " ").strip();
  }

  @Override
  public String toString() {
    return "Called[hidden]";
  }
}
