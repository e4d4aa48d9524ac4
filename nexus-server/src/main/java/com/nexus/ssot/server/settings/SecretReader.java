package com.nexus.ssot.server.settings;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of an installation, or makes them where that is allowed. Keys are made only when
 * everything else is right, so that a refused start leaves nothing behind.
 */
final class SecretReader {
  private static final String MAKE_ONE = "Set it to the output of: openssl rand -base64 32";

  private static final String ENCRYPTION_KEY_FILE = "audit-encryption-key";

  private final Values values;
  private final Environment environment;
  private final DatabaseSettings database;
  private final KeyFolder keys;

  SecretReader(Values values, Environment environment, DatabaseSettings database, KeyFolder keys) {
    this.values = values;
    this.environment = environment;
    this.database = database;
    this.keys = keys;
  }

  /** Checks what is set; the supplier makes what is missing. */
  Supplier<Secrets> read() {
    Supplier<byte[]> secretKey = secretKey();
    Optional<Value> previous = previousSecretKey();
    Supplier<byte[]> auditKey = auditEncryptionKey();
    Supplier<byte @Nullable []> other = otherAuditEncryptionKey();
    return () ->
        new Secrets(
            secretKey.get(),
            previous.map(value -> value.text().getBytes(StandardCharsets.UTF_8)).orElse(null),
            auditKey.get(),
            other.get());
  }

  private Supplier<byte[]> secretKey() {
    Optional<Value> first = values.get("SECRET_KEY");
    Optional<Value> second = values.get("JWT_SECRET_KEY");
    if (first.isPresent()
        && second.isPresent()
        && !first.get().text().equals(second.get().text())) {
      values.problem(
          second.get().at(),
          "SECRET_KEY and JWT_SECRET_KEY are two names of one setting and differ.",
          "Set only SECRET_KEY.");
    }
    Optional<Value> value = first.or(() -> second);
    if (value.isPresent()) {
      SecretText.weakness(value.get().text())
          .ifPresent(weakness ->
              values.problem(
                  value.get().at(), "The secret key is too weak. " + weakness, MAKE_ONE));
      return () -> value.get().text().getBytes(StandardCharsets.UTF_8);
    }
    if (environment != Environment.DEVELOPMENT) {
      values.problem(
          "SECRET_KEY", "SECRET_KEY is not set, and only development makes its own.", MAKE_ONE);
    }
    return () -> keys.key("secret-key");
  }

  private Optional<Value> previousSecretKey() {
    Optional<Value> previous = values.get("SECRET_KEY_PREVIOUS");
    Optional<Value> current = values.get("SECRET_KEY").or(() -> values.get("JWT_SECRET_KEY"));
    if (previous.isPresent()) {
      String at = previous.get().at();
      SecretText.weakness(previous.get().text())
          .ifPresent(weakness ->
              values.problem(at, "The previous secret key is too weak. " + weakness, "Unset it."));
      if (current.isEmpty() || current.get().text().equals(previous.get().text())) {
        values.problem(
            at,
            "There is no other secret key that this one came before.",
            "Set SECRET_KEY to a new key, or unset SECRET_KEY_PREVIOUS.");
      }
    }
    return previous;
  }

  private Supplier<byte[]> auditEncryptionKey() {
    String name = "AUDIT_ENCRYPTION_KEY";
    Optional<Value> value = values.get(name);
    if (value.isPresent()) {
      return encryptionKey(name, value.get())::orElseThrow;
    }
    if (environment != Environment.DEVELOPMENT && database instanceof DatabaseSettings.External) {
      values.problem(
          name, name + " is not set: servers that share a database must share this key.", MAKE_ONE);
    }
    return () -> keys.key(ENCRYPTION_KEY_FILE);
  }

  /** Set, or put beside the present one by whoever replaces it. */
  private Supplier<byte @Nullable []> otherAuditEncryptionKey() {
    String name = "AUDIT_ENCRYPTION_KEY_PREVIOUS";
    Optional<Value> value = values.get(name);
    if (value.isPresent()) {
      Optional<byte[]> key = encryptionKey(name, value.get());
      return () -> key.orElse(null);
    }
    String file = ENCRYPTION_KEY_FILE + ".previous";
    return () -> keys.has(file) ? keys.key(file) : null;
  }

  private Optional<byte[]> encryptionKey(String name, Value value) {
    Optional<byte[]> key = SecretText.key(value.text());
    if (key.isEmpty()) {
      values.problem(value.at(), name + " is not a key of 32 bytes in base64.", MAKE_ONE);
    }
    return key;
  }
}
