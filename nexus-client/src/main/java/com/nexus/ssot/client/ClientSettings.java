package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client works, checked.
 *
 * @param url the registry's address without a trailing slash; may have a path
 * @param key the credential; null to ask without one
 * @param maxRetries attempts after the first
 * @param poolSize most requests in flight
 * @param deadline for a whole operation: waiting for a place, every attempt, every pause
 */
record ClientSettings(
    URI url, @Nullable String key, int maxRetries, int poolSize, Duration deadline) {
  static final int DEFAULT_RETRIES = 3;
  static final int DEFAULT_POOL = 100;
  static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);
  private static final int MOST_RETRIES = 10;
  private static final int LARGEST_PORT = 65_535;
  private static final long LONGEST_DEADLINE_MS = 3_600_000;

  /** Reads the variables of the environment; a bad one is refused together with all others. */
  static ClientSettings fromEnvironment(Map<String, String> environment) {
    List<Cause> causes = new ArrayList<>();
    String address = given(environment, "SSOT_REGISTRY_URL");
    URI url = null;
    if (address == null) {
      causes.add(
          Cause.at(
              "SSOT_REGISTRY_URL",
              "It is not set.",
              "Set it to the registry's address, such as http://127.0.0.1:8000."));
    } else {
      url = url("SSOT_REGISTRY_URL", address, causes);
    }
    String key = key(environment, causes);
    int retries = number(environment, "MAX_RETRIES", DEFAULT_RETRIES, 0, MOST_RETRIES, causes);
    int pool = number(environment, "CONNECTION_POOL_SIZE", DEFAULT_POOL, 1, 100_000, causes);
    int deadline =
        number(
            environment,
            "SSOT_DEADLINE_MS",
            (int) DEFAULT_DEADLINE.toMillis(),
            1,
            (int) LONGEST_DEADLINE_MS,
            causes);
    if (!causes.isEmpty() || url == null) {
      throw Fault.of(FaultCode.SETTING, "The client's settings are not usable.", causes);
    }
    return new ClientSettings(url, key, retries, pool, Duration.ofMillis(deadline));
  }

  /** Checks what a builder was given. */
  static ClientSettings of(
      @Nullable String address,
      @Nullable String key,
      int maxRetries,
      int poolSize,
      Duration deadline) {
    List<Cause> causes = new ArrayList<>();
    URI url = url("url", address == null ? "" : address, causes);
    if (key != null) {
      checkKey("key", key, causes);
    }
    inRange("maxRetries", maxRetries, 0, MOST_RETRIES, causes);
    inRange("poolSize", poolSize, 1, 100_000, causes);
    inRange("deadline", deadline.toMillis(), 1, LONGEST_DEADLINE_MS, causes);
    if (!causes.isEmpty() || url == null) {
      throw Fault.of(FaultCode.SETTING, "The client's settings are not usable.", causes);
    }
    return new ClientSettings(url, key, maxRetries, poolSize, deadline);
  }

  /** Checks an address by itself. */
  static URI address(String at, String address) {
    List<Cause> causes = new ArrayList<>();
    URI url = url(at, address, causes);
    if (url == null) {
      throw Fault.of(FaultCode.SETTING, "The address is not usable.", causes);
    }
    return url;
  }

  private static @Nullable URI url(String at, String address, List<Cause> causes) {
    String fix = "Give an address such as http://127.0.0.1:8000.";
    try {
      URI uri = URI.create(address.strip().replaceAll("/+$", ""));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
        causes.add(Cause.at(at, "It is not an http or https address.", fix));
      } else if (uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        causes.add(
            Cause.at(
                at,
                "It has more than a host, a port and a path.",
                "Leave out user, password, query and fragment; keys have a setting of their own."));
      } else if (uri.getPort() > LARGEST_PORT) {
        causes.add(Cause.at(at, "There is no port " + uri.getPort() + ".", fix));
      } else {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      causes.add(Cause.at(at, "It is not an address.", fix));
    }
    return null;
  }

  private static @Nullable String key(Map<String, String> environment, List<Cause> causes) {
    String key = given(environment, "SSOT_API_KEY");
    String file = given(environment, "SSOT_API_KEY_FILE");
    if (key != null && file != null) {
      causes.add(Cause.at("SSOT_API_KEY_FILE", "SSOT_API_KEY is set too.", "Set one of them."));
    } else if (file != null) {
      key = keyIn(Path.of(file), causes);
    } else if (key == null) {
      causes.add(
          Cause.at("SSOT_API_KEY", "It is not set.", "Set it, or SSOT_API_KEY_FILE, to a key."));
    } else {
      checkKey("SSOT_API_KEY", key, causes);
    }
    return key == null ? null : key.strip();
  }

  private static @Nullable String keyIn(Path file, List<Cause> causes) {
    try {
      String key = Credentials.read("SSOT_API_KEY_FILE", file);
      checkKey("SSOT_API_KEY_FILE", key, causes);
      return key;
    } catch (Fault fault) {
      causes.addAll(fault.causes());
      return null;
    } catch (IOException _) {
      causes.add(
          Cause.at(
              "SSOT_API_KEY_FILE",
              file + " cannot be read.",
              "Check the path and who may read the file."));
      return null;
    }
  }

  // A credential is put into a header: anything but visible ASCII would break out of it.
  private static void checkKey(String at, String key, List<Cause> causes) {
    String text = key.strip();
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      causes.add(Cause.at(at, "It is empty or not a single word of ASCII.", "Copy the key again."));
    }
  }

  private static int number(
      Map<String, String> environment,
      String name,
      int otherwise,
      int least,
      int most,
      List<Cause> causes) {
    String text = given(environment, name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.strip());
      inRange(name, value, least, most, causes);
      return value;
    } catch (NumberFormatException _) {
      causes.add(Cause.at(name, "It is not a whole number.", range(least, most)));
      return otherwise;
    }
  }

  private static void inRange(String at, long value, long least, long most, List<Cause> causes) {
    if (value < least || value > most) {
      causes.add(Cause.at(at, value + " is out of range.", range(least, most)));
    }
  }

  private static String range(long least, long most) {
    return "Give a number from " + least + " to " + most + ".";
  }

  private static @Nullable String given(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Whether a key would travel unprotected over a network. */
  boolean plainOverNetwork() {
    if (!url.getScheme().equalsIgnoreCase("http")) {
      return false;
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return !host.equals("localhost")
        && !host.endsWith(".localhost")
        && !host.matches("127(\\.\\d+){3}")
        && !host.equals("[::1]");
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "ClientSettings[" + url + ", key " + (key == null ? "none" : "set") + "]";
  }
}
