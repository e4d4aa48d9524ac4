package com.nexus.ssot.cli;

import com.nexus.ssot.client.WriteOptions;
import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about roles. */
final class RoleCommands {
  private static final Pattern RIGHT =
      Pattern.compile("(\\S+) ([^\\s:]+)(?::(\\S+))?(?: in (\\S+))?(?: if (\\S+))?");

  private RoleCommands() {}

  static CommandLine line(Session session) {
    DirectoryType role = DirectoryType.ROLE;
    return Commands.group("Roles.", "nexus role create publisher --grant 'write alias in frontend'")
        .addSubcommand(new DirectoryVerb.Listing(session, role).line("list", "List roles.", ""))
        .addSubcommand(new DirectoryVerb.Show(session, role).line("show", "Show one.", "admin"))
        .addSubcommand(
            new Write(session, true)
                .line(
                    "create",
                    "Make a role.",
                    "publisher --grant 'write alias in frontend' --restrict 'write role'"))
        .addSubcommand(
            new Write(session, false)
                .line(
                    "update",
                    "Change a role; what it grants and restricts is replaced as a whole.",
                    "publisher --grant 'read *' --grant 'write alias'"))
        .addSubcommand(
            new DirectoryVerb.Delete(session, role)
                .line("delete", "Delete a role.", "publisher -y"))
        .addSubcommand(
            new TeamCommands.Member(session, role, true)
                .line("add", "Give a role to a person or team.", "publisher team:platform"))
        .addSubcommand(
            new TeamCommands.Member(session, role, false)
                .line("remove", "Take a role from a person or team.", "publisher anna"))
        .addSubcommand(
            new Import(session)
                .line(
                    "import",
                    "Take the roles of security_registry.yaml or ssot_policies.yaml into force.",
                    "config/security_registry.yaml --dry-run"));
  }

  /** Makes or changes a role. */
  static final class Write extends DirectoryVerb {
    private final boolean create;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Option(
        names = "--grant",
        paramLabel = "RIGHT",
        description = {
          "What it allows, repeated: VERB KIND[:ACT] [in CONTEXT] [if owning_team],",
          "such as 'read *' or 'execute workflow:deploy in env/staging'."
        })
    @Nullable List<String> grants;

    @Option(
        names = "--restrict",
        paramLabel = "RIGHT",
        description = "What it forbids, repeated: VERB KIND[:ACT] [in CONTEXT].")
    @Nullable List<String> restrictions;

    @Mixin Draft draft = new Draft();
    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Write(Session session, boolean create) {
      super(session, DirectoryType.ROLE);
      this.create = create;
    }

    @Override
    public Integer call() throws IOException {
      ObjectNode record = draft.read(session.world());
      if (description != null) {
        record.put("description", description);
      }
      put(record, "grants", grants, "--grant");
      put(record, "restrictions", restrictions, "--restrict");
      WriteOptions options = flags.options();
      return create
          ? WriteReport.created(
              session, records().create(record.put("name", name), options), "Created", called(name))
          : WriteReport.changed(
              session, records().change(name, record, options), null, called(name));
    }
  }

  private static void put(
      ObjectNode record, String field, @Nullable List<String> rights, String option) {
    if (rights == null) {
      return;
    }
    ArrayNode array = record.putArray(field);
    for (String right : rights) {
      Matcher words = RIGHT.matcher(right.strip());
      if (!words.matches()) {
        throw Fault.of(
            FaultCode.INVALID,
            Quoted.of(right) + " cannot be read.",
            List.of(
                Cause.at(
                    option,
                    "It is not of the form VERB KIND[:ACT] [in CONTEXT] [if owning_team].",
                    "Write it as 'write alias in frontend'.")));
      }
      ObjectNode entry = array.addObject();
      entry.put("verb", words.group(1)).put("kind", words.group(2));
      putIfThere(entry, "operation", words.group(3));
      putIfThere(entry, "context", words.group(4));
      putIfThere(entry, "condition", words.group(5));
    }
  }

  private static void putIfThere(ObjectNode entry, String field, @Nullable String value) {
    if (value != null) {
      entry.put(field, value);
    }
  }

  /** Takes the roles of a file into force. */
  static final class Import extends DirectoryVerb {
    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    String file;

    @Option(
        names = "--idempotency-key",
        paramLabel = "KEY",
        description = "Makes sending this again the same write.")
    @Nullable String idempotencyKey;

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the file
    Import(Session session) {
      super(session, DirectoryType.ROLE);
    }

    @Override
    public Integer call() throws IOException {
      byte[] rules = Draft.bytes(session.world(), file);
      String mediaType = file.endsWith(".json") ? "application/json" : "application/yaml";
      WriteOptions options = new WriteOptions(null, false, idempotencyKey, dryRun);
      Written<Change> written = session.client().directory().adopt(mediaType, rules, options);
      return WriteReport.print(session, written, this::adopted, "roles of " + file);
    }

    private void adopted(Change change) {
      long done =
          change.operations().stream()
              .filter(one -> one.before() == null || !one.before().equals(one.after()))
              .count();
      String sentence =
          done == 0
              ? "Unchanged: the roles in force say what " + file + " says."
              : "The roles of "
                  + file
                  + " are in force, with "
                  + done
                  + (done == 1 ? " change." : " changes.");
      session.printer().said(sentence, Json.tree(change));
    }
  }
}
