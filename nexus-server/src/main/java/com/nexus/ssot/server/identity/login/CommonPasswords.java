package com.nexus.ssot.server.identity.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Recognises passwords that many people choose. Lists of those hold few long ones, so this looks at
 * what a password is made of: it is common when at most two words of the list are left after taking
 * out names, sequences, repetitions, years and what stands between. Immutable.
 */
final class CommonPasswords {
  private static final CommonPasswords OWN = read();
  private static final int MOST_WORDS = 2;
  private static final int FEWEST_LETTERS = 3;
  private static final int FEW_DIGITS = 4;
  private static final int SHORT_UNIT = 8;

  /** What lies side by side on keyboards and in order; read in both directions. */
  private static final List<String> ORDERS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz",
          "01234567890",
          "qwertyuiop",
          "asdfghjkl",
          "zxcvbnm",
          "qwertzuiop",
          "yxcvbnm",
          "azertyuiop");

  private static final String DISGUISED = "013457@$!+|8";
  private static final String MEANT = "oleastasitlb";

  private final Set<String> words;
  private final int longest;

  private CommonPasswords(Set<String> words) {
    this.words = words;
    this.longest = words.stream().mapToInt(String::length).max().orElse(0);
  }

  /** The list that comes with the server. */
  static CommonPasswords own() {
    return OWN;
  }

  int size() {
    return words.size();
  }

  /**
   * Whether a password is made of common parts only.
   *
   * @param names what others would try first: names of the person and of the product
   */
  boolean include(String password, Collection<String> names) {
    String plain = password.toLowerCase(Locale.ROOT);
    Set<String> known =
        names.stream()
            .flatMap(
                name -> Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)))
            .filter(name -> name.length() >= FEWEST_LETTERS)
            .collect(Collectors.toCollection(HashSet::new));
    return repeats(plain) || common(plain, known) || common(undisguised(plain), known);
  }

  /** Whether a short unit comes again and again. */
  private static boolean repeats(String text) {
    for (int unit = 1; unit < SHORT_UNIT && unit <= text.length() / 2; unit++) {
      if (text.regionMatches(unit, text, 0, text.length() - unit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether few enough words fill the text: least[i] words are needed for its first i letters. */
  private boolean common(String text, Set<String> names) {
    int[] least = new int[text.length() + 1];
    Arrays.fill(least, 1, least.length, MOST_WORDS + 1);
    for (int start = 0; start < text.length(); start++) {
      if (least[start] <= MOST_WORDS) {
        for (int end = start + 1; end <= text.length(); end++) {
          int cost = cost(text, start, end, names);
          least[end] = Math.min(least[end], least[start] + cost);
        }
      }
    }
    return least[text.length()] <= MOST_WORDS;
  }

  /** How many words a part counts for; more than allowed when it is nothing known. */
  private int cost(String text, int start, int end, Set<String> names) {
    String part = text.substring(start, end);
    if (names.contains(part)) {
      return 0;
    }
    if (part.length() >= FEWEST_LETTERS && (isOneLetter(part) || isInOrder(part))) {
      return 0;
    }
    if (isOf(part, CommonPasswords::isDigit) && part.length() <= FEW_DIGITS) {
      return standsAlone(text, start, end, CommonPasswords::isDigit) ? 0 : 1;
    }
    if (part.length() == 1 && isSign(part.charAt(0))) {
      return standsAlone(text, start, end, CommonPasswords::isSign) ? 0 : 1;
    }
    return part.length() <= longest && words.contains(part) ? 1 : MOST_WORDS + 1;
  }

  /** A year between words tells nothing; digits or signs in a row do. */
  private static boolean standsAlone(String text, int start, int end, IntPredicate sort) {
    boolean before = start > 0 && sort.test(text.charAt(start - 1));
    boolean after = end < text.length() && sort.test(text.charAt(end));
    return !before && !after;
  }

  private static boolean isOf(String part, IntPredicate sort) {
    return part.chars().allMatch(sort);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSign(int c) {
    return c < 0x80 && !Character.isLetterOrDigit(c);
  }

  private static boolean isOneLetter(String part) {
    return part.chars().allMatch(c -> c == part.charAt(0));
  }

  private static boolean isInOrder(String part) {
    String backwards = new StringBuilder(part).reverse().toString();
    return ORDERS.stream().anyMatch(order -> order.contains(part) || order.contains(backwards));
  }

  private static String undisguised(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      int at = DISGUISED.indexOf(plain.charAt(i));
      if (at >= 0) {
        plain.setCharAt(i, MEANT.charAt(at));
      }
    }
    return plain.toString();
  }

  private static CommonPasswords read() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-passwords.txt is not packaged");
      }
      return new CommonPasswords(
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
