package com.nexus.ssot.cli;

import com.nexus.ssot.client.Credentials;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which registry to ask, and as whom. A key is used only with the address it was given with, so
 * that a variable cannot send a profile's key elsewhere.
 *
 * @param login whether the credential is what a login left, and so stands for a person
 */
record Connection(String url, @Nullable String key, boolean login) {
  static final String DEFAULT_URL = "http://127.0.0.1:8000";

  static Connection find(World world, @Nullable String profile) {
    String key = environmentKey(world);
    if (profile != null) {
      return Profiles.load(world).connection(world, profile);
    }
    String url = world.variable("SSOT_REGISTRY_URL");
    if (url != null) {
      return new Connection(url, key, false);
    }
    Profiles profiles = Profiles.load(world);
    String chosen = profiles.chosen(world);
    if (chosen == null) {
      return new Connection(DEFAULT_URL, key, false);
    }
    return key == null
        ? profiles.connection(world, chosen)
        : new Connection(profiles.named(chosen).url(), key, false);
  }

  private static @Nullable String environmentKey(World world) {
    String key = world.variable("SSOT_API_KEY");
    String file = world.variable("SSOT_API_KEY_FILE");
    if (key != null && file != null) {
      throw Fault.of(
          FaultCode.SETTING,
          "SSOT_API_KEY and SSOT_API_KEY_FILE are both set.",
          List.of(Cause.at("SSOT_API_KEY_FILE", "Two keys are one too many.", "Unset one.")));
    }
    return file == null ? key : keyIn(world.path(file), "SSOT_API_KEY_FILE");
  }

  static String keyIn(Path file, String at) {
    try {
      return Credentials.read(at, file);
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.SETTING,
          "The key file " + file + " cannot be read.",
          List.of(Cause.at(at, Failures.reason(e), "Check the path and who may read it.")),
          e);
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "Connection[" + url + "]";
  }
}
