package com.nexus.ssot.cli;

import com.nexus.ssot.client.WriteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that writes. */
final class WriteFlags {
  @Option(
      names = "--if-match",
      paramLabel = "TAG",
      description = "Write only if the object still has this entity tag.")
  @Nullable String ifMatch;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Makes sending this again the same write.")
  @Nullable String idempotencyKey;

  @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
  boolean dryRun;

  WriteOptions options() {
    return new WriteOptions(quoted(ifMatch), false, idempotencyKey, dryRun);
  }

  // Shells eat the quotes that an entity tag is written with.
  private static @Nullable String quoted(@Nullable String tag) {
    return tag == null || tag.startsWith("\"") || tag.equals("*") ? tag : "\"" + tag + "\"";
  }
}
