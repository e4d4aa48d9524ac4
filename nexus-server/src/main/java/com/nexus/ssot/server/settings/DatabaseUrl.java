package com.nexus.ssot.server.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PostgreSQL: {@code jdbc:postgresql://host[:port]/name[?…]} or {@code
 * postgresql://user:password@host[:port]/name[?sslmode=…]} (also {@code postgres://}). Parts may be
 * percent-encoded.
 */
final class DatabaseUrl {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:jdbc:postgresql|postgresql|postgres)://"
              + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:@/?\\[\\]]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<name>[^/?]+)(?:\\?(?<query>.*))?");
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Set<String> PASSED_ON =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "channelBinding",
          "currentSchema",
          "targetServerType",
          "connectTimeout",
          "socketTimeout");
  private static final String FORM =
      "Write postgresql://user:password@host:port/name, with ?sslmode=verify-full if wanted;"
          + " percent-encode special characters of the password.";

  private DatabaseUrl() {}

  static Optional<DatabaseSettings> parse(Value value, Problems problems) {
    Matcher url = SHAPE.matcher(value.text().strip());
    if (!url.matches()) {
      // The value itself is not shown: it may hold a password.
      problems.add(value.at(), "This is not the address of a PostgreSQL.", FORM);
      return Optional.empty();
    }
    try {
      String user = decoded(url.group("user"));
      String password = decoded(url.group("password"));
      List<String> parameters = new ArrayList<>();
      boolean good = true;
      for (String pair : pairs(url.group("query"))) {
        String name = decodedText(pair.replaceFirst("=.*$", ""));
        String text = pair.contains("=") ? decodedText(pair.replaceFirst("^[^=]*=", "")) : "";
        switch (name) {
          case "user" -> user = text;
          case "password" -> password = text;
          default -> {
            good &= parameter(name, text, value.at(), problems);
            parameters.add(name + "=" + encoded(text));
          }
        }
      }
      String jdbc = jdbcUrl(url, parameters);
      return good
          ? Optional.of(new DatabaseSettings.External(jdbc, user, password))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      problems.add(value.at(), "The address has a wrong percent-encoding.", FORM);
      return Optional.empty();
    }
  }

  private static boolean parameter(String name, String text, String at, Problems problems) {
    if (!PASSED_ON.contains(name)) {
      problems.add(
          at,
          "The address has a parameter that is not supported: " + name + ".",
          "Remove it; supported are "
              + String.join(", ", PASSED_ON.stream().sorted().toList())
              + ".");
      return false;
    }
    if (name.equals("sslmode") && !SSL_MODES.contains(text)) {
      problems.add(
          at,
          "The sslmode " + text + " does not exist.",
          "Use disable, allow, prefer, require, verify-ca or verify-full.");
      return false;
    }
    return true;
  }

  private static String jdbcUrl(Matcher url, List<String> parameters) {
    String port = url.group("port");
    return "jdbc:postgresql://"
        + url.group("host")
        + ":"
        + (port == null ? "5432" : port)
        + "/"
        + encoded(decodedText(url.group("name")))
        + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private static List<String> pairs(@Nullable String query) {
    return query == null || query.isEmpty() ? List.of() : List.of(query.split("&"));
  }

  private static @Nullable String decoded(@Nullable String text) {
    return text == null || text.isEmpty() ? null : decodedText(text);
  }

  /** A plus stands for itself, as in the tools of PostgreSQL. */
  private static String decodedText(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
