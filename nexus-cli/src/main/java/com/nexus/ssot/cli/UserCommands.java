package com.nexus.ssot.cli;

import com.nexus.ssot.client.SsotException;
import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.api.Invitation;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about people. */
final class UserCommands {
  private UserCommands() {}

  static CommandLine line(Session session) {
    DirectoryType user = DirectoryType.USER;
    return Commands.group("People.", "nexus user create anna --email anna@example.com")
        .addSubcommand(new DirectoryVerb.Listing(session, user).line("list", "List people.", ""))
        .addSubcommand(new DirectoryVerb.Show(session, user).line("show", "Show one.", "anna"))
        .addSubcommand(
            new Create(session)
                .line(
                    "create",
                    "Add a person, and print the invitation by which they sign in.",
                    "anna --display-name 'Anna A.'"))
        .addSubcommand(
            new Update(session)
                .line(
                    "update", "Change how a person is called and reached.", "anna --email a@b.org"))
        .addSubcommand(
            new Enable(session, false)
                .line("disable", "Keep a person from doing anything.", "anna"))
        .addSubcommand(new Enable(session, true).line("enable", "Let a person act again.", "anna"))
        .addSubcommand(
            new Invite(session).line("invite", "Print another invitation, once.", "anna"));
  }

  /** What is said of a person. */
  static final class Fields {
    @Option(
        names = "--display-name",
        paramLabel = "TEXT",
        description = "How the person is called; the username unless said otherwise.")
    @Nullable String displayName;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "How to reach the person.")
    @Nullable String email;

    ObjectNode record() {
      ObjectNode record = Json.mapper().createObjectNode();
      if (displayName != null) {
        record.put("display_name", displayName);
      }
      if (email != null) {
        record.put("email", email);
      }
      return record;
    }
  }

  // The code alone goes to standard output, so that a script can take it.
  private static void show(Session session, Invitation invitation) {
    Printer printer = session.printer();
    if (printer.forPeople()) {
      session.note("Invitation for " + Cells.clean(invitation.username()) + ", shown only now:");
      session.world().out().println(Cells.clean(invitation.code()));
    } else {
      printer.object(Json.tree(invitation));
    }
  }

  /** Adds a person. */
  static final class Create extends DirectoryVerb {
    @Parameters(paramLabel = "USERNAME", description = "The name for signing in.")
    String name;

    @Option(names = "--no-invitation", description = "Print no invitation.")
    boolean quiet;

    @Mixin Fields fields = new Fields();
    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Create(Session session) {
      super(session, DirectoryType.USER);
    }

    @Override
    public Integer call() {
      ObjectNode draft = fields.record().put("username", name);
      Written<JsonNode> written = records().create(draft, flags.options());
      boolean invites = !quiet && written instanceof Written.Applied<JsonNode>;
      if (!invites || session.printer().forPeople()) {
        WriteReport.created(session, written, "Created", called(name));
      }
      if (invites) {
        invite();
      }
      return 0;
    }

    /** The person is there, whether they can be invited or not. */
    private void invite() {
      try {
        show(session, session.client().directory().invite(name));
      } catch (SsotException e) {
        if (e.code() != FaultCode.NOT_IMPLEMENTED) {
          throw e;
        }
        session.note("This registry has no login by password, so there is no invitation.");
      }
    }
  }

  /** Changes a person. */
  static final class Update extends DirectoryVerb {
    @Parameters(paramLabel = "USERNAME", description = "The name for signing in.")
    String name;

    @Mixin Fields fields = new Fields();
    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Update(Session session) {
      super(session, DirectoryType.USER);
    }

    @Override
    public Integer call() {
      ObjectNode patch = fields.record();
      if (patch.isEmpty()) {
        throw Fault.of(FaultCode.INVALID, "Nothing to change: give an option.");
      }
      return WriteReport.changed(
          session, records().change(name, patch, flags.options()), null, called(name));
    }
  }

  /** Disables and enables a person. */
  static final class Enable extends DirectoryVerb {
    private final boolean enabled;

    @Parameters(paramLabel = "USERNAME", description = "The name for signing in.")
    String name;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Enable(Session session, boolean enabled) {
      super(session, DirectoryType.USER);
      this.enabled = enabled;
    }

    @Override
    public Integer call() {
      return WriteReport.print(
          session,
          session.client().directory().enable(name, enabled, flags.options()),
          enabled ? "Enabled" : "Disabled",
          called(name));
    }
  }

  /** Invites a person. */
  static final class Invite extends DirectoryVerb {
    @Parameters(paramLabel = "USERNAME", description = "The name for signing in.")
    String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Invite(Session session) {
      super(session, DirectoryType.USER);
    }

    @Override
    public Integer call() {
      show(session, session.client().directory().invite(name));
      return 0;
    }
  }
}
