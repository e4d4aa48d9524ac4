package com.nexus.ssot.model.net;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http(s) address that somebody wrote down, read strictly: every address that is
 * accepted is understood alike by all programs. Nothing is looked up.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in lower case, a dotted quad, or an IPv6 address in brackets
 * @param port as written, or the one of the scheme
 * @param text the whole address as written
 */
public record WebAddress(String scheme, String host, int port, String text) {
  /** Longest address accepted; everything in it is ASCII, so also in bytes. */
  public static final int LONGEST = 2000;

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final String REST = "-._~!$&'()*+,;=:@/?[]";

  /** An address cannot be used; the message is one sentence about why. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String fix;

    Refused(String message, String fix) {
      super(message);
      this.fix = fix;
    }

    /** What is wrong. */
    public String message() {
      return String.valueOf(getMessage());
    }

    /** What to write instead. */
    public String fix() {
      return fix;
    }
  }

  /** Whether it is meant to be protected on its way. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /** The host without the brackets of an address of version 6. */
  public String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The host's address, where it is written as one. */
  public Optional<IpAddress> literal() {
    return IpAddress.parse(bareHost());
  }

  /** Host and port as the header {@code Host} names them. */
  public String authority() {
    return port == usualPort(scheme) ? host : host + ":" + port;
  }

  /** Path and query, byte for byte as written; at least {@code /}. */
  public String target() {
    int start = text.indexOf("://") + 3;
    while (start < text.length() && "/?".indexOf(text.charAt(start)) < 0) {
      start++;
    }
    String rest = text.substring(start);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static int usualPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /**
   * Reads an address.
   *
   * @throws Refused when programs could read it differently, or nothing may ever be sent there
   */
  public static WebAddress read(String text) throws Refused {
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
    return new WebAddress(scheme, hostOf(authority), portOf(authority, scheme), text);
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

  private static int portOf(String authority, String scheme) {
    int colon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
    return colon < 0 ? usualPort(scheme) : Integer.parseInt(authority.substring(colon + 1));
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
