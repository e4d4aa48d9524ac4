package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.key.ApiKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, checked. Immutable.
 *
 * @param host address to listen on
 * @param port 0 for any free port
 * @param baseUrl the address under which others reach the server; null when nobody said
 * @param dataDir where the embedded database and the generated keys stand
 * @param cacheDir where what can be made again stands: PostgreSQL's unpacked programs
 * @param configDir where the configuration files stand
 * @param redis null where the server does without
 * @param securityContact whom to tell of a weakness, as a web or mail address; null for nobody
 * @param statementTimeout how long a statement of the control plane may take
 * @param retries how often a transaction that lost a conflict is run again
 * @param metrics whether {@code /metrics} answers
 * @param adminKey the first administrator's key for unattended installs; null to make one and show
 *     it once
 * @param tokens how long tokens live, and whose are believed
 * @param warnings what the user should hear of though it stops nothing
 */
public record ServerSettings(
    Environment environment,
    String host,
    int port,
    @Nullable URI baseUrl,
    Path dataDir,
    Path cacheDir,
    Path configDir,
    DatabaseSettings database,
    @Nullable RedisSettings redis,
    NetworkSettings network,
    TlsSettings tls,
    RateSettings rates,
    @Nullable URI securityContact,
    Duration statementTimeout,
    int retries,
    LogSettings log,
    boolean metrics,
    @Nullable ApiKey adminKey,
    TokenSettings tokens,
    Secrets secrets,
    List<String> warnings) {

  public ServerSettings {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the settings from flags, the environment, {@code .env} and the configuration files, in
   * this order; the first that names a setting counts.
   *
   * @param flags settings given on the command line, by the names of the environment variables
   * @throws com.nexus.ssot.model.fault.Fault SETTING with every problem that was found
   */
  public static ServerSettings load(
      Map<String, String> environment, Path workingDir, Map<String, String> flags) {
    return new SettingsReader(environment, workingDir, flags).read();
  }
}
