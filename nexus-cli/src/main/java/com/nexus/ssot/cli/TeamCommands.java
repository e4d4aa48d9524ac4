package com.nexus.ssot.cli;

import com.nexus.ssot.client.Directory;
import com.nexus.ssot.client.WriteOptions;
import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about teams, and about who is in a team or has a role. */
final class TeamCommands {
  private TeamCommands() {}

  static CommandLine line(Session session) {
    DirectoryType team = DirectoryType.TEAM;
    return Commands.group("Teams.", "nexus team add platform anna")
        .addSubcommand(new DirectoryVerb.Listing(session, team).line("list", "List teams.", ""))
        .addSubcommand(new DirectoryVerb.Show(session, team).line("show", "Show one.", "platform"))
        .addSubcommand(
            new Write(session, true)
                .line("create", "Make a team.", "platform --description 'Runs it all'"))
        .addSubcommand(
            new Write(session, false)
                .line("update", "Change a team.", "platform --description 'Runs all of it'"))
        .addSubcommand(
            new DirectoryVerb.Delete(session, team).line("delete", "Delete a team.", "platform -y"))
        .addSubcommand(
            new Member(session, team, true).line("add", "Take a person in.", "platform anna"))
        .addSubcommand(
            new Member(session, team, false).line("remove", "Let a person go.", "platform anna"));
  }

  /** Makes or changes a team. */
  static final class Write extends DirectoryVerb {
    private final boolean create;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Write(Session session, boolean create) {
      super(session, DirectoryType.TEAM);
      this.create = create;
    }

    @Override
    public Integer call() {
      ObjectNode record = Json.mapper().createObjectNode();
      if (description != null) {
        record.put("description", description);
      }
      WriteOptions options = flags.options();
      return create
          ? WriteReport.created(
              session, records().create(record.put("name", name), options), "Created", called(name))
          : WriteReport.changed(
              session, records().change(name, record, options), null, called(name));
    }
  }

  /** Adds somebody to a team or role, or takes them out. */
  static final class Member extends DirectoryVerb {
    private final boolean add;

    @Parameters(index = "0", paramLabel = "NAME", description = "The team or role.")
    String name;

    @Parameters(
        index = "1",
        paramLabel = "MEMBER",
        description = "A username; for roles also team:NAME, or team:* for every team.")
    String member;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the names
    Member(Session session, DirectoryType type, boolean add) {
      super(session, type);
      this.add = add;
    }

    @Override
    public Integer call() {
      return WriteReport.print(
          session,
          written(flags.options()),
          add ? "Added " + member + " to" : done(),
          called(name));
    }

    private String done() {
      return "Removed " + member + " from";
    }

    private Written<JsonNode> written(WriteOptions options) {
      Directory directory = session.client().directory();
      if (type == DirectoryType.ROLE) {
        return add ? directory.give(name, member, options) : directory.take(name, member, options);
      }
      return add ? directory.join(name, member, options) : directory.leave(name, member, options);
    }
  }
}
