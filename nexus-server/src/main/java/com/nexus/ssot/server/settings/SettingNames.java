package com.nexus.ssot.server.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The names of settings that the server knows, also those that it refuses. */
final class SettingNames {
  /** What the server reads. */
  static final Set<String> READ =
      Set.of(
          "DATABASE_URL",
          "API_HOST",
          "API_PORT",
          "API_BASE_URL",
          "LOG_LEVEL",
          "SECRET_KEY",
          "SECRET_KEY_PREVIOUS",
          "JWT_SECRET_KEY",
          "ENVIRONMENT",
          "NEXUS_ENV",
          "NEXUS_DATA_DIR",
          "NEXUS_CACHE_DIR",
          "NEXUS_CONFIG_DIR",
          "NEXUS_ADMIN_KEY",
          "NEXUS_ENCRYPTION_KEY",
          "AUDIT_ENCRYPTION_KEY",
          "AUDIT_ENCRYPTION_KEY_PREVIOUS",
          "PROMETHEUS_ENABLED",
          "GRAFANA_ENABLED",
          "GITHUB_CLIENT_ID",
          "GITHUB_CLIENT_SECRET",
          "GOOGLE_CLIENT_ID",
          "GOOGLE_CLIENT_SECRET",
          "MICROSOFT_CLIENT_ID",
          "MICROSOFT_CLIENT_SECRET",
          "MICROSOFT_TENANTS",
          "REDIS_URL",
          "NEXUS_ALLOWED_IPS",
          "NEXUS_BLOCKED_IPS",
          "NEXUS_TRUSTED_PROXIES",
          "NEXUS_ALLOWED_HOSTS",
          "NEXUS_EGRESS_ALLOW",
          "NEXUS_CONNECTIONS",
          "NEXUS_CONNECTIONS_PER_ADDRESS",
          "NEXUS_TLS_MODE",
          "NEXUS_TLS_CERTIFICATE",
          "NEXUS_TLS_KEY",
          "NEXUS_TLS_CLIENT_CA",
          "NEXUS_RATE_LIMIT_READS",
          "NEXUS_RATE_LIMIT_WRITES",
          "NEXUS_RATE_LIMIT_SEARCHES",
          "NEXUS_RATE_LIMIT_LOGINS",
          "NEXUS_RATE_LIMIT_FAILURES",
          "NEXUS_RATE_LIMIT_PROPOSALS",
          "NEXUS_SECURITY_CONTACT",
          "TOKEN_EXPIRATION",
          "NEXUS_TRUSTED_ISSUERS");

  /** What clients of the server read: named in a warning, because here it has no effect. */
  static final Set<String> OF_CLIENTS =
      Set.of(
          "CACHE_TTL", "MAX_RETRIES", "CONNECTION_POOL_SIZE", "SSOT_REGISTRY_URL", "SSOT_API_KEY");

  /** What the launcher and the command line read. */
  static final Set<String> OF_LAUNCHER =
      Set.of(
          "NEXUS_JAVA_HOME",
          "NEXUS_JAVA_OPTS",
          "NEXUS_NO_BUILD",
          "NEXUS_PROFILE",
          "NEXUS_CONFIG",
          "NEXUS_DEBUG");

  /** Names that start so belong to the tests. */
  static final String OF_TESTS = "NEXUS_TEST_";

  private static final Pattern SERVICE_VARIABLE =
      Pattern.compile(
          "NEXUS_(?:[A-Z0-9_]+_)?"
              + "(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?)");

  /** Flags of the command line, by the setting they give. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "API_HOST", "--host",
          "API_PORT", "--port",
          "NEXUS_DATA_DIR", "--data-dir",
          "DATABASE_URL", "--database-url",
          "LOG_LEVEL", "--log-level");

  private SettingNames() {}

  /** How a flag is written. */
  static String flag(String name) {
    return FLAGS.getOrDefault(name, name);
  }

  /** Whether the name looks like one of ours and is none: a typing error. */
  static boolean isStranger(String name, String text) {
    return name.startsWith("NEXUS_")
        && !READ.contains(name)
        && !OF_LAUNCHER.contains(name)
        && !name.startsWith(OF_TESTS)
        && !isOfKubernetes(name, text);
  }

  /** Kubernetes tells every container of the services beside it; some are called nexus. */
  private static boolean isOfKubernetes(String name, String text) {
    return SERVICE_VARIABLE.matcher(name).matches()
        || (name.endsWith("_PORT") && text.matches("(tcp|udp|sctp)://.*"));
  }

  /** Whether the name belongs to clients. */
  static boolean isOfClients(String name) {
    return OF_CLIENTS.contains(name) || name.startsWith("SSOT_");
  }

  /** The known name that was perhaps meant. */
  static String nearest(String name) {
    TreeMap<Integer, String> byDistance = new TreeMap<>();
    List.of(READ, OF_LAUNCHER)
        .forEach(names -> names.forEach(known -> byDistance.put(distance(name, known), known)));
    return byDistance.firstEntry().getValue();
  }

  /** Levenshtein's distance: how many characters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
