package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes names of a-z, 0-9 and hyphens from text that was written for people or programs. */
final class Slugs {
  private static final int SHORTEST = 3;
  private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern ACRONYM_END = Pattern.compile("(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** Letters that have no ASCII letter inside by Unicode's decomposition. */
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ø", "o"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("þ", "th"),
          Map.entry("ł", "l"),
          Map.entry("ı", "i"));

  private Slugs() {}

  /**
   * The name of a text in words, at least three characters long.
   *
   * @param prefix what stands before a text that has too little left, such as {@code api}
   */
  static String ofText(String text, String prefix, int most) {
    return atLeast(folded(text), text, prefix, most);
  }

  /** The name of an identifier in camel case, snake case or any other. */
  static String ofIdentifier(String identifier, String prefix, int most) {
    String words = ACRONYM_END.matcher(identifier).replaceAll("-");
    return atLeast(folded(WORD_END.matcher(words).replaceAll("-")), identifier, prefix, most);
  }

  /** The name, cut where it is too long, with a hash of the whole so that it stays unique. */
  static String fitted(String slug, int most) {
    if (slug.length() <= most) {
      return slug;
    }
    String cut = slug.substring(0, Math.max(1, most - 9));
    return (cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut) + "-" + hash(slug);
  }

  /** Eight hexadecimal digits that stand for a text. */
  static String hash(String text) {
    return Sha256.hex(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).substring(0, 8);
  }

  private static String atLeast(String slug, String text, String prefix, int most) {
    if (slug.isEmpty()) {
      return prefix + "-" + hash(text);
    }
    return fitted(slug.length() < SHORTEST ? prefix + "-" + slug : slug, most);
  }

  private static String folded(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replaceAll("['’]", "");
    for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
      lower = lower.replace(letter.getKey(), letter.getValue());
    }
    String plain = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    String slug = OTHERS.matcher(plain).replaceAll("-");
    int start = slug.startsWith("-") ? 1 : 0;
    int end = slug.endsWith("-") && slug.length() > start ? slug.length() - 1 : slug.length();
    return slug.substring(start, end);
  }
}
