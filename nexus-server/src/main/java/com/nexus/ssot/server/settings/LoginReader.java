package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.settings.LoginProvider.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads where people can sign in besides here: the file {@code login_providers.yaml}, and what the
 * registry of security lists.
 */
final class LoginReader {
  static final String FILE = "login_providers.yaml";

  /** What the registry of security lists; several with commas between. */
  private static final String LISTED = SecurityFile.PROVIDERS;

  private static final String LISTED_SCOPES = SecurityFile.SCOPES;
  private static final String BASE_URL = "API_BASE_URL";

  private final Values values;
  private final Problems problems;
  private final List<String> warnings;
  private final Environment environment;
  private final ProviderReader providers;

  /**
   * @param warnings gets what stops nothing
   */
  LoginReader(
      Values values,
      Environment environment,
      Sources sources,
      Problems problems,
      List<String> warnings) {
    this.environment = environment;
    this.values = values;
    this.problems = problems;
    this.warnings = warnings;
    this.providers = new ProviderReader(values, environment, sources, problems);
  }

  /**
   * Reads them.
   *
   * @param baseUrl the address under which others reach the server; null when nobody said
   */
  LoginSettings read(Path configDir, @Nullable URI baseUrl) {
    Optional<Section> file = Section.file(configDir.resolve(FILE), problems);
    file.ifPresent(whole -> whole.only("scopes", "providers"));
    Optional<Section> listed = file.flatMap(whole -> whole.section("providers"));
    SequencedSet<String> names = new LinkedHashSet<>();
    listed.ifPresent(all -> names.addAll(all.keys()));
    values.get(LISTED).ifPresent(value -> names.addAll(words(value)));
    List<LoginProvider> read = new ArrayList<>();
    for (String name : names) {
      String at = listed.map(all -> all.at(name)).orElseGet(() -> values.at(LISTED));
      read.add(providers.read(name, at, listed.flatMap(all -> all.section(name)), configDir));
    }
    requireDifferent(read, listed);
    requireAddress(read, baseUrl);
    warnOfUnused(names);
    return new LoginSettings(read, verbs(file));
  }

  private static List<String> words(Value value) {
    return Arrays.stream(value.text().split("[,\\s]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** {@code write} includes execute, {@code admin} is the rest. */
  private Set<Verb> verbs(Optional<Section> file) {
    Optional<Value> value =
        file.flatMap(whole -> whole.value("scopes")).or(() -> values.get(LISTED_SCOPES));
    if (value.isEmpty()) {
      return LoginSettings.USUAL_VERBS;
    }
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    for (String word : words(value.get())) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "read" -> verbs.add(Verb.READ);
        case "write" -> verbs.addAll(EnumSet.of(Verb.WRITE, Verb.EXECUTE));
        case "admin" ->
            verbs.addAll(EnumSet.complementOf(EnumSet.of(Verb.READ, Verb.WRITE, Verb.EXECUTE)));
        default ->
            problems.add(
                value.get().at(),
                "There is no scope " + Quoted.of(word) + " of logins.",
                "Use read, write and admin, with commas between.");
      }
    }
    return verbs;
  }

  /** Who somebody is depends on issuer and subject; one issuer must not have two names. */
  private void requireDifferent(List<LoginProvider> read, Optional<Section> listed) {
    Set<String> seen = new HashSet<>();
    for (LoginProvider provider : read) {
      if (!provider.issuer().isEmpty() && !seen.add(provider.issuer())) {
        problems.add(
            listed.map(all -> all.at(provider.name())).orElseGet(() -> values.at(LISTED)),
            "Another provider has the same issuer.",
            "Keep one of them.");
      }
    }
  }

  private void requireAddress(List<LoginProvider> read, @Nullable URI baseUrl) {
    if (read.isEmpty()) {
      return;
    }
    if (baseUrl == null) {
      problems.add(
          values.at(BASE_URL),
          "A login provider sends people back to an address of this server, and nobody says which.",
          "Set API_BASE_URL, and register API_BASE_URL/login/oauth2/code/<provider> there.");
    } else if (environment != Environment.DEVELOPMENT && !"https".equals(baseUrl.getScheme())) {
      problems.add(
          values.at(BASE_URL),
          "People must not come back from a login provider in the clear.",
          "Write https:// in API_BASE_URL.");
    }
  }

  /** A client that is set up and never used was perhaps meant to be used. */
  private void warnOfUnused(Set<String> names) {
    for (Kind kind : List.of(Kind.GITHUB, Kind.GOOGLE, Kind.MICROSOFT)) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      String setting = ProviderReader.variable(name, ProviderReader.CLIENT_ID);
      if (!names.contains(name) && values.get(setting).isPresent()) {
        warnings.add(setting + " has no effect: " + name + " is not listed in the file " + FILE);
      }
    }
  }
}
