package com.nexus.ssot.model.text;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a text that looks like a secret. What is written is shown to many and kept for good, so
 * a secret in it would be known.
 *
 * @param text the part itself; never to be shown
 */
public record SecretText(Sort sort, String text) {
  private static final Set<Sort> CERTAIN = EnumSet.of(Sort.API_KEY, Sort.PRIVATE_KEY);

  /** What sort of secret. Each pattern runs in time linear in the text, whatever stands there. */
  public enum Sort {
    API_KEY(
        "an API key of Nexus",
        "nxs_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}",
        part -> ApiKey.parse(part).isPresent()),
    WEBHOOK("a secret of a webhook", "whsec_[0-9A-Za-z+/]{32,}+={0,2}"),
    PRIVATE_KEY(
        "a private key",
        "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[0-9A-Za-z+/=\\s]*+"),
    AWS("an access key id of AWS", "(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])"),
    GITHUB(
        "a token of GitHub",
        "(?<![0-9A-Za-z])(?:gh[opsur]_[0-9A-Za-z]{36,}+|github_pat_[0-9A-Za-z_]{22,}+)"),
    SLACK("a token of Slack", "(?<![0-9A-Za-z])xox[a-z]-[0-9A-Za-z-]{10,}+"),
    JWT(
        "a JSON Web Token",
        "(?<![\\w-])[\\w-]{8,}+\\.[\\w-]{2,}+\\.[\\w-]*+",
        SecretText::isHeader),
    ADDRESS("an address with a password", "://[^\\s/?#@:]*+:[^\\s/?#@]++@");

    private final String words;
    private final Pattern pattern;

    @SuppressWarnings("ImmutableEnumChecker") // a function of this class without a state
    private final Predicate<String> test;

    Sort(String words, String pattern) {
      this(words, pattern, part -> true);
    }

    Sort(String words, String pattern, Predicate<String> test) {
      this.words = words;
      this.pattern = Pattern.compile(pattern);
      this.test = test;
    }

    /** The sort in words, such as {@code a private key}. */
    public String words() {
      return words;
    }

    private Optional<SecretText> in(String text) {
      Matcher matcher = pattern.matcher(text);
      for (int from = 0; matcher.find(from); from = matcher.start() + 1) {
        if (test.test(matcher.group())) {
          return Optional.of(new SecretText(this, matcher.group()));
        }
      }
      return Optional.empty();
    }
  }

  /** The first secret in what somebody wrote. */
  public static Optional<SecretText> in(String text) {
    return in(text, EnumSet.allOf(Sort.class));
  }

  /**
   * The first secret in a document, which may show examples of what others call a secret: only what
   * cannot be an example counts.
   */
  public static Optional<SecretText> inDocument(String text) {
    return in(text, CERTAIN);
  }

  private static Optional<SecretText> in(String text, Set<Sort> sorts) {
    return sorts.stream().flatMap(sort -> sort.in(text).stream()).findFirst();
  }

  /** Whether the first of three parts says how they are signed. */
  private static boolean isHeader(String token) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return header.length > 0 && header[0] == '{' && Json.read(header).has("alg");
    } catch (IllegalArgumentException | Fault e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SecretText[" + sort + "]";
  }
}
