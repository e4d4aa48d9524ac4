package com.nexus.ssot.server.registry.alias;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http(s) address that an alias leads to, read strictly: every address that is accepted
 * is understood alike by all programs.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in lower case, a dotted quad, or an IPv6 address in brackets
 */
record TargetUrl(String scheme, String host, String text) {
  /** Longest address accepted; everything in it is ASCII, so also in bytes. */
  static final int LONGEST = 2000;

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final String REST = "-._~!$&'()*+,;=:@/?[]";

  /** An address cannot be used; the message is one sentence about why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String fix;

    Refused(String message, String fix) {
      super(message);
      this.fix = fix;
    }

    String message() {
      return String.valueOf(getMessage());
    }

    String fix() {
      return fix;
    }
  }

  /** Whether a canonical name is meant as an address rather than as a name. */
  static boolean isMeant(String canonical) {
    return canonical.indexOf(':') >= 0 || canonical.startsWith("//");
  }

  /** Reads an address. */
  static TargetUrl read(String text) throws Refused {
    if (text.length() > LONGEST) {
      throw new Refused("the address is too long", "use at most " + LONGEST + " characters");
    }
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw new Refused(
          "it is not an http or https address",
          "write it in full, such as https://api.example.com/v1/users");
    }
    checkCharacters(text);
    int start = colon + 3;
    int end = start;
    while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String authority = text.substring(start, end).toLowerCase(Locale.ROOT);
    return new TargetUrl(scheme, hostOf(authority), text);
  }

  private static void checkCharacters(String text) throws Refused {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#') {
        throw new Refused(
            "an address with a fragment leads nowhere", "leave out everything from #");
      }
      if (c == '%') {
        if (!isHex(text, i + 1) || !isHex(text, i + 2)) {
          throw new Refused(
              "the escape at position " + (i + 1) + " is broken",
              "write a percent sign and two hex digits");
        }
      } else if (!isLetterOrDigit(c) && REST.indexOf(c) < 0) {
        throw new Refused(
            "the character at position " + (i + 1) + " is not allowed in an address",
            "percent-encode it, or leave it out");
      }
    }
  }

  private static String hostOf(String authority) throws Refused {
    if (authority.indexOf('@') >= 0) {
      throw new Refused(
          "an address must not carry a user or password", "leave out everything before the @");
    }
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (colon >= 0) {
      checkPort(authority.substring(colon + 1));
    }
    if (bracket >= 0) {
      checkIpv6(host);
    } else {
      checkName(host);
    }
    return host;
  }

  private static void checkPort(String port) throws Refused {
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
      throw new Refused("the port is not one from 1 to 65535", "write it in plain digits");
    }
  }

  private static void checkName(String host) throws Refused {
    if (host.isEmpty() || host.length() > 253) {
      throw new Refused("the host is missing or too long", "name the host after ://");
    }
    String[] labels = host.split("\\.", -1);
    if (isNumber(labels[labels.length - 1])) {
      byte @Nullable [] quad = LiteralAddress.quad(host);
      if (quad == null) {
        throw new Refused(
            "the host is a number that programs read differently",
            "write the address as four decimal numbers without leading zeros");
      }
      if (LiteralAddress.isNeverATarget(quad)) {
        throw denied();
      }
      return;
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new Refused(
            "the host is not a host name",
            "use letters, digits and hyphens between dots; write other letters as xn--");
      }
    }
  }

  private static void checkIpv6(String host) throws Refused {
    byte @Nullable [] address =
        host.endsWith("]") ? LiteralAddress.parse(host.substring(1, host.length() - 1)) : null;
    if (address == null) {
      throw new Refused("the host is not an IPv6 address", "write it like [2001:db8::1]");
    }
    if (LiteralAddress.isNeverATarget(address)) {
      throw denied();
    }
  }

  private static Refused denied() {
    return new Refused(
        "the host is an address that nothing may be sent to", "name the host that is really meant");
  }

  /** Whether a last label makes programs read the whole host as a number (WHATWG URL, 3.5). */
  private static boolean isNumber(String label) {
    return label.chars().allMatch(c -> c >= '0' && c <= '9') || label.matches("0x[0-9a-f]*");
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128;
  }
}
