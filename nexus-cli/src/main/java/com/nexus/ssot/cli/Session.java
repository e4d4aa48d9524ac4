package com.nexus.ssot.cli;

import com.nexus.ssot.cli.NexusCommand.Format;
import com.nexus.ssot.client.NexusClient;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the commands of one run share: the world, the options of all, the connection. */
final class Session {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final World world;
  private final NexusCommand root;
  private @Nullable NexusClient client;

  Session(World world, NexusCommand root) {
    this.world = world;
    this.root = root;
  }

  World world() {
    return world;
  }

  /** The name of the profile that was asked for; null when none was. */
  @Nullable String profile() {
    return root.profile;
  }

  Format format() {
    return root.format;
  }

  /** Prints results in the format that was asked for. */
  Printer printer() {
    return new Printer(world, root.format, zone());
  }

  ZoneId zone() {
    return root.utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }

  /** The registry to ask; connected when first needed. */
  NexusClient client() {
    NexusClient ready = client;
    if (ready == null) {
      ready = connect(PATIENCE);
      client = ready;
    }
    return ready;
  }

  /** Whether the registry is asked as somebody who signed in, rather than with a key. */
  boolean signedIn() {
    return Connection.find(world, root.profile).login();
  }

  /** A connection for work that takes longer than a question. */
  NexusClient connect(Duration patience) {
    Connection connection = Connection.find(world, root.profile);
    return NexusClient.builder()
        .url(connection.url())
        .key(connection.key())
        .deadline(patience)
        .agent("nexus-cli/" + Nexus.version())
        .onWarning(warning -> world.err().println("nexus: " + Cells.clean(warning)))
        .build();
  }

  /** Says something that is not the result. */
  void note(String message) {
    world.out().flush(); // both may go to the same place, and the note comes after the result
    world.err().println(message);
  }
}
