package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.settings.LoginProvider.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one login provider. What is wrong goes to the problems. */
final class ProviderReader {
  /** What stands behind a provider's name in the variables of its client. */
  static final String CLIENT_ID = "CLIENT_ID";

  private static final String CLIENT_SECRET = "CLIENT_SECRET";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N} ._()&'-]{1,40}");
  private static final Pattern TENANT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
  private static final long LARGEST_SECRET = 4096;
  private static final String OPENID = "openid";
  private static final List<String> USUAL_SCOPES = List.of(OPENID, "profile", "email");

  private final Values values;
  private final Environment environment;
  private final Interpolation variables;
  private final Problems problems;

  ProviderReader(Values values, Environment environment, Sources sources, Problems problems) {
    this.environment = environment;
    this.values = values;
    this.variables = new Interpolation(sources, problems);
    this.problems = problems;
  }

  /**
   * Reads a provider.
   *
   * @param at where it is listed
   * @param section what the file says of it; empty when that is only its name
   */
  LoginProvider read(String name, String at, Optional<Section> section, Path configDir) {
    Kind kind = kind(name);
    section.ifPresent(part -> part.only(keys(kind)));
    if (!NAME.matcher(name).matches() || name.equals("local")) {
      problems.add(
          at,
          "A provider is called by 1 to 31 small letters, digits and hyphens, and not local.",
          "Give it such a name.");
    }
    return new LoginProvider(
        name,
        kind,
        label(name, kind, section),
        issuer(kind, at, section),
        clientId(name, kind, at, section),
        secret(name, kind, at, section, configDir),
        scopes(kind, section),
        kind == Kind.MICROSOFT ? tenants(at, section) : Set.of());
  }

  private static Kind kind(String name) {
    return switch (name) {
      case "github" -> Kind.GITHUB;
      case "google" -> Kind.GOOGLE;
      case "microsoft" -> Kind.MICROSOFT;
      default -> Kind.OIDC;
    };
  }

  private static String[] keys(Kind kind) {
    List<String> own =
        switch (kind) {
          case GITHUB -> List.of("issuer");
          case GOOGLE -> List.of();
          case MICROSOFT -> List.of("issuer", "tenants");
          case OIDC -> List.of("issuer", "scopes");
        };
    Set<String> keys = new LinkedHashSet<>(own);
    keys.addAll(List.of("client_id", "client_secret", "client_secret_file", "label"));
    return keys.toArray(String[]::new);
  }

  /** The variable of a provider whose address everybody knows. */
  static String variable(String name, String what) {
    return name.toUpperCase(Locale.ROOT) + "_" + what;
  }

  private Optional<Value> text(Optional<Section> section, String key) {
    return section
        .flatMap(part -> part.value(key))
        .flatMap(variables::of)
        .map(value -> new Value(value.text().strip(), value.at()))
        .filter(value -> !value.text().isEmpty());
  }

  private String label(String name, Kind kind, Optional<Section> section) {
    String usual =
        switch (kind) {
          case GITHUB -> "GitHub";
          case GOOGLE -> "Google";
          case MICROSOFT -> "Microsoft";
          case OIDC -> name;
        };
    Optional<Value> label = text(section, "label");
    label
        .filter(value -> !LABEL.matcher(value.text()).matches())
        .ifPresent(value ->
            problems.add(
                value.at(),
                "A label is 1 to 40 letters, digits, blanks and . _ ( ) & ' -",
                "Write a shorter or plainer one."));
    return label.map(Value::text).orElse(usual);
  }

  private String issuer(Kind kind, String at, Optional<Section> section) {
    Optional<Value> issuer = text(section, "issuer");
    if (issuer.isEmpty()) {
      if (kind == Kind.OIDC) {
        problems.add(at, "A provider needs issuer.", "Add it, exactly as the provider says it.");
      }
      return switch (kind) {
        case GITHUB -> "https://github.com";
        case GOOGLE -> "https://accounts.google.com";
        case MICROSOFT -> "https://login.microsoftonline.com";
        case OIDC -> "";
      };
    }
    if (!isSafe(issuer.get().text())) {
      problems.add(
          issuer.get().at(),
          "An issuer is reached by https; in development also by http on this machine.",
          "Write https://host/path, without user, query and fragment.");
    }
    String text = issuer.get().text();
    return kind == Kind.OIDC ? text : text.replaceFirst("/+$", "");
  }

  /** Whether nobody on the way can read or change what goes to an address. */
  private boolean isSafe(String text) {
    try {
      URI address = new URI(text);
      String host = address.getHost();
      boolean here =
          host != null
              && environment == Environment.DEVELOPMENT
              && host.matches("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
      return host != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && address.getFragment() == null
          && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && here));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private String clientId(String name, Kind kind, String at, Optional<Section> section) {
    Optional<Value> id = text(section, "client_id");
    if (id.isEmpty() && kind != Kind.OIDC) {
      id = values.get(variable(name, CLIENT_ID));
    }
    if (id.isEmpty() && !has(section, "client_id")) {
      String variable = kind == Kind.OIDC ? "" : ", or set " + variable(name, CLIENT_ID);
      problems.add(at, "The provider " + name + " needs client_id.", "Add it" + variable + ".");
    }
    return id.map(value -> value.text().strip()).orElse("");
  }

  private String secret(
      String name, Kind kind, String at, Optional<Section> section, Path configDir) {
    if (has(section, "client_secret") && has(section, "client_secret_file")) {
      problems.add(at, "There are two client secrets.", "Keep one of them.");
    }
    if (has(section, "client_secret")) {
      return fromVariable(section.orElseThrow());
    }
    Optional<Value> file = text(section, "client_secret_file");
    if (file.isPresent()) {
      return fromFile(file.get(), configDir);
    }
    Optional<Value> variable =
        kind == Kind.OIDC ? Optional.empty() : values.get(variable(name, CLIENT_SECRET));
    if (variable.isEmpty()) {
      String set = kind == Kind.OIDC ? "" : ", or set " + variable(name, CLIENT_SECRET);
      problems.add(
          at,
          "The provider " + name + " needs a client secret.",
          "Add client_secret: ${VARIABLE} or client_secret_file" + set + ".");
    }
    return variable.map(value -> value.text().strip()).orElse("");
  }

  private String fromVariable(Section section) {
    Optional<Value> written = section.value("client_secret");
    if (written.isPresent() && !VARIABLE.matcher(written.get().text().strip()).matches()) {
      problems.add(
          written.get().at(),
          "A secret must not stand in this file.",
          "Write ${VARIABLE} and set the variable, or use client_secret_file.");
      return "";
    }
    return text(Optional.of(section), "client_secret").map(Value::text).orElse("");
  }

  private String fromFile(Value named, Path configDir) {
    try {
      Path file = configDir.resolve(named.text());
      String secret = Files.size(file) > LARGEST_SECRET ? "" : Files.readString(file).strip();
      if (secret.isEmpty() || secret.lines().count() != 1) {
        problems.add(
            named.at(), "The file must hold one line, the client secret.", "Correct the file.");
      }
      return secret;
    } catch (IOException | InvalidPathException e) {
      String reason = e instanceof IOException failure ? Reason.of(failure) : "it is no path";
      problems.add(
          named.at(),
          "The file with the client secret cannot be read: " + reason + ".",
          "Make it, or correct the path.");
      return "";
    }
  }

  private static boolean has(Optional<Section> section, String key) {
    return section.filter(part -> part.has(key)).isPresent();
  }

  private List<String> scopes(Kind kind, Optional<Section> section) {
    Optional<Value> value = text(section, "scopes");
    if (kind == Kind.GITHUB || value.isEmpty()) {
      // Without a scope GitHub says who somebody is, and no more.
      return kind == Kind.GITHUB ? List.of() : USUAL_SCOPES;
    }
    List<String> scopes = Arrays.asList(value.get().text().split("[,\\s]+", -1));
    if (!scopes.contains(OPENID)) {
      problems.add(value.get().at(), "Without openid nobody says who somebody is.", "Add openid.");
    }
    return scopes;
  }

  private Set<String> tenants(String at, Optional<Section> section) {
    Optional<Value> value = text(section, "tenants").or(() -> values.get("MICROSOFT_TENANTS"));
    if (value.isEmpty()) {
      problems.add(
          at,
          "Everybody in the world has an account at Microsoft; nobody says whose people may come.",
          "Add tenants, or set MICROSOFT_TENANTS: ids of directories with commas between.");
      return Set.of();
    }
    Set<String> tenants = new LinkedHashSet<>();
    for (String tenant : value.get().text().strip().toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      if (!TENANT.matcher(tenant).matches()) {
        problems.add(
            value.get().at(),
            Quoted.of(tenant) + " is not the id of a directory.",
            "Write ids such as 11111111-2222-3333-4444-555555555555.");
      }
      tenants.add(tenant);
    }
    return tenants;
  }
}
