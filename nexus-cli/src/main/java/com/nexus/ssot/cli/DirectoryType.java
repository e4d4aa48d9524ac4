package com.nexus.ssot.cli;

import com.nexus.ssot.client.Directory;
import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Records;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Who there is: people, teams and roles, as the command line knows them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable copies
enum DirectoryType {
  USER("anna", List.of("username", "display_name", "teams", "roles", "disabled_at")),
  TEAM("platform", List.of("name", "members", "description")),
  ROLE("publisher", List.of("name", "members", "description"));

  private final String example;
  private final List<Column> columns;

  DirectoryType(String example, List<String> columns) {
    this.example = example;
    this.columns = columns.stream().map(Column::of).toList();
  }

  /** The command's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A name for the examples of help texts. */
  String example() {
    return example;
  }

  /** What a table shows. */
  List<Column> columns() {
    return columns;
  }

  /** These objects as the registry's JSON. */
  Records<JsonNode> in(NexusClient client) {
    Directory directory = client.directory();
    return switch (this) {
      case USER -> directory.users().asJson();
      case TEAM -> directory.teams().asJson();
      case ROLE -> directory.roles().asJson();
    };
  }
}
