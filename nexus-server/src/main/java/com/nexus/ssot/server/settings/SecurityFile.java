package com.nexus.ssot.server.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The file {@code security_registry.yaml}: authentication, encryption, compliance and network.
 * Gives its values under the names that the environment variables have. What the server does not do
 * is refused.
 */
final class SecurityFile {
  private static final List<String> ALL_METHODS = List.of("jwt", "oauth2", "api_key");

  /** Names of settings that only this file has; lists are joined by commas. */
  static final String REFRESH_EXPIRATION = "security.authentication.jwt.refresh_expiration";

  static final String PROVIDERS = "security.authentication.oauth2.providers";
  static final String SCOPES = "security.authentication.oauth2.scopes";
  static final String IN_TRANSIT = "security.encryption.data_in_transit";
  static final String VPN = "security.network.vpn_required";
  static final String RULES = "security.network.firewall_rules";

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Interpolation variables;
  private final Problems problems;

  private SecurityFile(Interpolation variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** The values of the file; none if there is no file. */
  static Map<String, Value> read(Path file, Sources sources, Problems problems) {
    SecurityFile reader = new SecurityFile(new Interpolation(sources, problems), problems);
    Section.file(file, problems)
        .map(whole -> whole.only("security"))
        .flatMap(whole -> whole.section("security"))
        .ifPresent(reader::security);
    return reader.values;
  }

  private void security(Section security) {
    // Roles are read where grants are kept.
    security.only("authentication", "authorization", "encryption", "compliance", "network");
    security.section("authentication").ifPresent(this::authentication);
    security.section("encryption").ifPresent(this::encryption);
    security.section("compliance").ifPresent(this::compliance);
    security.section("network").ifPresent(this::network);
  }

  private void authentication(Section authentication) {
    authentication.only("methods", "jwt", "oauth2");
    words(authentication, "methods", ALL_METHODS);
    if (authentication.has("methods")
        && authentication.values("methods").stream().map(Value::text).distinct().count()
            < ALL_METHODS.size()) {
      problems.add(
          authentication.at("methods"),
          "None of jwt, oauth2 and api_key can be switched off here.",
          "Name all three, or remove the line; without listed providers and issuers there are no"
              + " logins and tokens of others.");
    }
    authentication
        .section("jwt")
        .ifPresent(jwt -> {
          jwt.only("secret_key", "expiration", "refresh_expiration");
          put(jwt, "secret_key", "SECRET_KEY");
          put(jwt, "expiration", "TOKEN_EXPIRATION");
          fixed(jwt, "refresh_expiration", "24h", "Refresh tokens live for 24 hours.");
          put(jwt, "refresh_expiration", REFRESH_EXPIRATION);
        });
    authentication
        .section("oauth2")
        .ifPresent(oauth2 -> {
          oauth2.only("providers", "scopes");
          // Which there are, whoever reads the providers' own file knows.
          list(oauth2, "providers", PROVIDERS);
          list(oauth2, "scopes", SCOPES);
        });
  }

  private void encryption(Section encryption) {
    encryption.only("data_at_rest", "data_in_transit", "key_rotation", "backup_encryption");
    fixed(encryption, "data_at_rest", "AES-256", "Secrets are encrypted with AES-256.");
    fixed(encryption, "data_in_transit", "TLS-1.3", "The only TLS is 1.3.");
    put(encryption, "data_in_transit", IN_TRANSIT);
    if (encryption.has("key_rotation")) {
      problems.add(
          encryption.at("key_rotation"),
          "The server does not rotate its keys by itself.",
          "Remove it; API keys end by themselves.");
    }
    fixed(encryption, "backup_encryption", "false", "The server makes no backups to encrypt.");
  }

  private void compliance(Section compliance) {
    compliance.only(
        "audit_logging", "data_retention", "gdpr_compliance", "sox_compliance", "pci_compliance");
    fixed(compliance, "audit_logging", "true", "The audit log is always on.");
    text(compliance, "data_retention")
        .filter(value -> !value.text().matches("[1-9]\\d{0,3}[dy]"))
        .ifPresent(value ->
            problems.add(
                value.at(), "data_retention is no length of time.", "Write days or years: 7y."));
    for (String programme : List.of("gdpr_compliance", "sox_compliance", "pci_compliance")) {
      fixed(
          compliance,
          programme,
          "false",
          "The server cannot promise a compliance programme, which is about more than it.");
    }
  }

  private void network(Section network) {
    network.only("allowed_ips", "blocked_ips", "vpn_required", "firewall_rules");
    list(network, "allowed_ips", "NEXUS_ALLOWED_IPS");
    list(network, "blocked_ips", "NEXUS_BLOCKED_IPS");
    put(network, "vpn_required", VPN);
    List<Section> rules = network.sections("firewall_rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), i);
    }
  }

  /** Put down as {@code <port> <action> <source>}, to be looked at when the port is known. */
  private void rule(Section rule, int number) {
    rule.only("port", "protocol", "action", "source");
    fixed(rule, "protocol", "tcp", "The server listens with tcp only.");
    Optional<Value> port = text(rule, "port");
    Optional<Value> action = text(rule, "action");
    Optional<Value> source = text(rule, "source");
    if (port.isEmpty() || action.isEmpty() || source.isEmpty()) {
      problems.add(rule.at(), "A rule needs port, action and source.", "Add what is missing.");
      return;
    }
    if (!List.of("allow", "deny").contains(action.get().text())) {
      problems.add(action.get().at(), "A rule's action is allow or deny.", "Write one of them.");
      return;
    }
    String text = port.get().text() + " " + action.get().text() + " " + source.get().text();
    values.put(RULES + "." + number, new Value(text, rule.at()));
  }

  private Optional<Value> text(Section section, String key) {
    return section
        .value(key)
        .flatMap(variables::of)
        .map(value -> new Value(value.text().strip(), value.at()))
        .filter(value -> !value.text().isEmpty());
  }

  private void put(Section section, String key, String name) {
    text(section, key).ifPresent(value -> values.put(name, value));
  }

  /** Accepts one value and refuses others, with the reason. */
  private void fixed(Section section, String key, String only, String reason) {
    text(section, key)
        .filter(value -> !value.text().equals(only))
        .ifPresent(value ->
            problems.add(value.at(), reason, "Set " + key + " to " + only + ", or remove it."));
  }

  private void words(Section section, String key, List<String> known) {
    for (Value word : section.values(key)) {
      if (!known.contains(word.text())) {
        problems.add(
            word.at(),
            Values.quoted(word) + " is not known here.",
            "Known are " + String.join(", ", known) + ".");
      }
    }
  }

  private void list(Section section, String key, String name) {
    String joined =
        section.values(key).stream()
            .flatMap(value -> variables.of(value).stream())
            .map(value -> value.text().strip())
            .collect(Collectors.joining(","));
    if (!joined.isEmpty()) {
      values.put(name, new Value(joined, section.at(key)));
    }
  }
}
