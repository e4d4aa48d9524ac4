package com.nexus.ssot.cli;

import com.nexus.ssot.client.Credentials;
import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about registries known by name. */
final class ProfileCommands {
  private ProfileCommands() {}

  static CommandLine line(Session session) {
    return Commands.group(
            "Registries known by name, in the config file.",
            "nexus profile set production --url https://nexus.example.com --key -")
        .addSubcommand(new Known(session))
        .addSubcommand(new Use(session))
        .addSubcommand(new Put(session));
  }

  /** Lists profiles. */
  @Command(
      name = "list",
      description = {
        "List profiles; keys are shown by their public id.",
        "They stand in NEXUS_CONFIG, else in nexus/config.yaml in XDG_CONFIG_HOME, else in",
        "~/.config/nexus/config.yaml."
      },
      footer = {"", "Example:", "  nexus profile list"})
  static final class Known implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(Column.of("name"), Column.of("current"), Column.of("url"), Column.of("key"));

    private final Session session;

    Known(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Profiles profiles = Profiles.load(session.world());
      ObjectNode page = Json.mapper().createObjectNode();
      ArrayNode items = page.putArray("items");
      for (Map.Entry<String, Profile> each : profiles.profiles().entrySet()) {
        items
            .addObject()
            .put("name", each.getKey())
            .put("current", each.getKey().equals(profiles.current()))
            .put("url", each.getValue().url())
            .put("key", shown(each.getValue()));
      }
      session.printer().page(COLUMNS, page);
      if (items.isEmpty()) {
        session.note("There are no profiles in " + profiles.file());
      }
      return 0;
    }

    private static String shown(Profile profile) {
      if (profile.keyFile() != null) {
        return "in " + profile.keyFile();
      }
      if (profile.login() != null) {
        return "signed in";
      }
      return profile.key() == null
          ? "none"
          : ApiKey.parse(profile.key()).map(ApiKey::id).orElse("set");
    }
  }

  /** Chooses the current profile. */
  @Command(
      name = "use",
      description = "Choose the profile to use when none is asked for.",
      footer = {"", "Example:", "  nexus profile use production"})
  static final class Use implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The profile.")
    String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Use(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Profiles profiles = Profiles.load(session.world()).using(name);
      profiles.save(session.world());
      session.note("Now using " + name + ", " + profiles.named(name).url());
      return 0;
    }
  }

  /** Adds or changes a profile. */
  @Command(
      name = "set",
      sortOptions = false,
      description = "Add a profile, or change what is given of one.",
      footer = {
        "",
        "Example:",
        "  nexus profile set production --url https://nexus.example.com --key-file ~/nexus.key"
      })
  static final class Put implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The profile.")
    String name;

    @Option(names = "--url", paramLabel = "ADDRESS", description = "Where the registry is.")
    @Nullable String url;

    @ArgGroup Secret secret = new Secret();

    /** One of two ways to give a key. */
    static final class Secret {
      @Option(
          names = "--key",
          paramLabel = "KEY",
          description = "The key; - reads it from standard input, where no history keeps it.")
      @Nullable String key;

      @Option(names = "--key-file", paramLabel = "FILE", description = "Where the key stands.")
      @Nullable String keyFile;
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Put(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      Profiles profiles = Profiles.load(session.world());
      profiles.checkName("NAME", name);
      Profile old = profiles.profiles().get(name);
      String address =
          url != null
              ? NexusClient.address("--url", url).toString()
              : old == null ? null : old.url();
      if (address == null) {
        throw Fault.of(
            FaultCode.BAD_PARAMETER,
            "A new profile needs an address.",
            List.of(Cause.at("--url", "It is missing.", "Give --url http://127.0.0.1:8000.")));
      }
      boolean sameKey = secret.key == null && secret.keyFile == null;
      Profile profile =
          sameKey && old != null
              ? new Profile(address, old.key(), old.keyFile(), loginAt(address, old))
              : new Profile(address, key(), secret.keyFile, null);
      Profiles more = profiles.with(name, profile);
      more.save(session.world());
      session.note("Saved profile " + name + " in " + more.file());
      return 0;
    }

    /** A login counts where it was made, and nowhere else. */
    private static Profile.@Nullable Login loginAt(String address, Profile old) {
      return old.url().equals(address) ? old.login() : null;
    }

    private @Nullable String key() throws IOException {
      return "-".equals(secret.key)
          ? Credentials.read("standard input", session.world().in())
          : secret.key;
    }
  }
}
