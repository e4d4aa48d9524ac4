package com.nexus.ssot.cli;

import com.nexus.ssot.client.SsotException;
import com.nexus.ssot.client.SsotPermissionException;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong, where, and what to do, and chooses the exit code. */
final class Failures {
  private final World world;
  private final NexusCommand root;

  Failures(World world, NexusCommand root) {
    this.world = world;
    this.root = root;
  }

  /** A command that failed. */
  int failed(Exception failure) {
    if (world.variable("NEXUS_DEBUG") != null) {
      failure.printStackTrace(world.err());
    }
    if (world.out().failure() != null) {
      return FaultCode.Exit.FAILED; // said at the end, once
    }
    return switch (failure) {
      case SsotException refused -> refused(refused);
      case Fault fault -> {
        tell(fault.detail(), fault.code().name(), fault.causes());
        yield fault.code().exitCode();
      }
      case UncheckedIOException e -> file(e.getCause() == null ? new IOException(e) : e.getCause());
      case IOException e -> file(e);
      default -> {
        tell(
            "This should not have happened: " + failure,
            FaultCode.INTERNAL.name(),
            List.of(Cause.of("It is a mistake in nexus.", "Set NEXUS_DEBUG=1 and report it.")));
        yield FaultCode.INTERNAL.exitCode();
      }
    };
  }

  private int refused(SsotException refused) {
    Problem problem = refused.problem();
    tell(
        String.valueOf(refused.getMessage()),
        problem.code(),
        problem.causes().stream().map(OptionWords::in).toList());
    PrintStream err = world.err();
    if (problem.successor() != null) {
      err.println("  use instead: " + Cells.clean(problem.successor()));
    }
    if (!problem.suggestions().isEmpty()) {
      err.println("  did you mean: " + Cells.clean(String.join(", ", problem.suggestions())));
    }
    if (refused.entityTag() != null && refused.code() == FaultCode.PRECONDITION_FAILED) {
      err.println("  it is now at: " + refused.entityTag());
    }
    if (refused instanceof SsotPermissionException && !hasKey()) {
      err.println(
          "  no key is set: export SSOT_API_KEY=…, or keep one with:"
              + " nexus profile set NAME --url URL --key -, or sign in: nexus login");
    } else if (refused instanceof SsotPermissionException) {
      err.println(
          "  the key comes from SSOT_API_KEY, SSOT_API_KEY_FILE or a profile;"
              + " see: nexus whoami, nexus profile list");
    } else if (refused.code() == FaultCode.CONNECTION) {
      err.println(
          "  the address comes from SSOT_REGISTRY_URL or a profile; start a server with:"
              + " nexus serve");
    }
    if (problem.instance() != null && problem.status() >= 500) {
      err.println("  request: " + Cells.clean(problem.instance()));
    }
    return refused.code().exitCode();
  }

  private boolean hasKey() {
    try {
      return Connection.find(world, root.profile).key() != null;
    } catch (Fault e) {
      return true; // there is one, though it is not good any more
    }
  }

  private int file(IOException failure) {
    String file = failure instanceof FileSystemException named ? named.getFile() + ": " : "";
    tell(file + reason(failure), "FILE", List.of());
    return FaultCode.Exit.INVALID;
  }

  /** The reason of a file's failure, in words. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "There is no such file or folder.";
      case AccessDeniedException _ -> "Access is denied.";
      case NotDirectoryException _ -> "It is not a folder.";
      case FileSystemException named when named.getReason() != null -> named.getReason() + ".";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** Options that were not understood. */
  int misunderstood(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    prefix().println(Cells.clean(String.valueOf(failure.getMessage())));
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String written = unmatched.getUnmatched().getFirst();
      List<String> near =
          Near.to(
              written,
              written.startsWith("-")
                  ? command.getCommandSpec().optionsMap().keySet()
                  : command.getSubcommands().keySet());
      if (!near.isEmpty()) {
        world.err().println("  did you mean: " + String.join(", ", near));
      }
    }
    world.err().println("  see: " + command.getCommandSpec().qualifiedName() + " --help");
    return FaultCode.Exit.INVALID;
  }

  private void tell(String what, @Nullable String code, List<Cause> causes) {
    prefix().println(Cells.clean(what) + (code == null ? "" : " [" + Cells.clean(code) + "]"));
    for (Cause cause : causes) {
      String at = cause.at() == null ? "" : Cells.clean(cause.at()) + "  ";
      world.err().println("  " + at + Cells.clean(cause.message()));
      if (cause.fix() != null) {
        world.err().println("  " + " ".repeat(at.length()) + "→ " + Cells.clean(cause.fix()));
      }
    }
  }

  private PrintStream prefix() {
    boolean colour = world.colour() && world.watching();
    world.err().print(colour ? "\u001b[31mnexus:\u001b[0m " : "nexus: ");
    return world.err();
  }
}
