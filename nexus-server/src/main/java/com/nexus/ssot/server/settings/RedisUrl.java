package com.nexus.ssot.server.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis: {@code redis://[user][:password]@host[:port][/database]}, or {@code
 * rediss://} with TLS. User and password may be percent-encoded.
 */
final class RedisUrl {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<scheme>rediss?)://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?"
              + "(?:/(?<database>\\d{0,4}))?");
  private static final int PORT = 6379;
  private static final int LARGEST_PORT = 65_535;
  private static final String FORM =
      "Write redis://user:password@host:port/database, or rediss:// with TLS; percent-encode"
          + " special characters of the password.";

  private RedisUrl() {}

  static Optional<RedisSettings> parse(Value value, Problems problems) {
    Matcher url = SHAPE.matcher(value.text().strip());
    if (!url.matches()) {
      // The value itself is not shown: it may hold a password.
      problems.add(value.at(), "This is not the address of a Redis.", FORM);
      return Optional.empty();
    }
    int port = number(url.group("port"), PORT);
    if (port < 1 || port > LARGEST_PORT) {
      problems.add(value.at(), "The port of Redis is not from 1 to 65535.", FORM);
      return Optional.empty();
    }
    if (!absent(url.group("user")) && absent(url.group("password"))) {
      problems.add(value.at(), "The address of Redis has a user without a password.", FORM);
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RedisSettings(
              url.group("host").replaceAll("[\\[\\]]", ""),
              port,
              url.group("scheme").equals("rediss"),
              decoded(url.group("user")),
              decoded(url.group("password")),
              number(url.group("database"), 0)));
    } catch (IllegalArgumentException e) {
      problems.add(value.at(), "The address has a wrong percent-encoding.", FORM);
      return Optional.empty();
    }
  }

  private static int number(@Nullable String text, int otherwise) {
    return text == null || text.isEmpty() ? otherwise : Integer.parseInt(text);
  }

  private static boolean absent(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static @Nullable String decoded(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
