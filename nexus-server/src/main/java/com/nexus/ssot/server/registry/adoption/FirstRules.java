package com.nexus.ssot.server.registry.adoption;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceFile;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.change.Quorum;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.Teams;
import com.nexus.ssot.server.registry.context.PermissionWords;
import com.nexus.ssot.server.registry.governance.GovernanceTable;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives an empty registry its rules and contexts when the server starts: those of the file in the
 * configuration folder, or the built-in ones. Several servers that start at once do it once. A
 * registry that has rules keeps them; a file that says something else is told of.
 */
@Component
final class FirstRules {
  private static final Logger LOG = LoggerFactory.getLogger(FirstRules.class);
  private static final String FILE = "alias_governance.yaml";
  private static final List<String> OPEN_CONTEXTS = List.of("default", "frontend", "backend");

  FirstRules(
      GovernanceTable table,
      Adoption adoption,
      Changes changes,
      FirstStart firstStart,
      Teams teams,
      Quorum quorum,
      ServerSettings settings) {
    adopt(table, adoption, changes, firstStart, teams, settings);
    List<String> lacking = quorum.lacking();
    if (!lacking.isEmpty()) {
      LOG.warn("Some changes can be approved by too few people: {}", String.join(" ", lacking));
    }
  }

  private static void adopt(
      GovernanceTable table,
      Adoption adoption,
      Changes changes,
      FirstStart firstStart,
      Teams teams,
      ServerSettings settings) {
    Path path = settings.configDir().resolve(FILE);
    Optional<String> file = read(path);
    Optional<GovernanceTable.Stored> current = table.current();
    if (current.isPresent()) {
      file.ifPresent(text -> compare(path, text, current.get()));
      return;
    }
    String source = file.orElseGet(FirstRules::builtIn);
    String name = file.isPresent() ? path.toString() : FILE;
    teams.ensure(teamsOf(parsed(source, name)));
    List<Operation> operations =
        new ArrayList<>(adoption.of(source, name, true, WriteOptions.none()));
    operations.addAll(adoption.open(withoutNamed(source, name)));
    try {
      changes.propose(
          new Proposal(
              firstStart.server(), operations, "First rules and contexts", null, null, false));
    } catch (Fault fault) {
      if (fault.code() != FaultCode.ALREADY_EXISTS || table.current().isEmpty()) {
        throw fault;
      }
      // Another server did it at the same moment.
    }
  }

  private static Optional<String> read(Path path) {
    try {
      return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.SETTING,
          "The governance rules cannot be read",
          List.of(Cause.at(path.toString(), "the file cannot be read", "make it readable UTF-8")),
          e);
    }
  }

  private static String builtIn() {
    try (InputStream in = Objects.requireNonNull(GovernanceFile.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GovernanceRules parsed(String source, String name) {
    return GovernanceFile.read(source.getBytes(StandardCharsets.UTF_8), name);
  }

  private static List<String> teamsOf(GovernanceRules rules) {
    return rules.contexts().values().stream()
        .flatMap(context -> context.permissions().stream())
        .filter(word -> !PermissionWords.isCondition(word))
        .distinct()
        .toList();
  }

  private static List<String> withoutNamed(String source, String name) {
    List<String> named =
        parsed(source, name).contexts().keySet().stream()
            .map(context -> Name.of(context).key())
            .toList();
    return OPEN_CONTEXTS.stream().filter(context -> !named.contains(context)).toList();
  }

  private static void compare(Path path, String text, GovernanceTable.Stored current) {
    String checksum =
        Sha256.prefixed(CanonicalJson.bytes(Json.tree(parsed(text, path.toString()))));
    if (!checksum.equals(current.set().checksum())) {
      LOG.warn(
          "{} differs from the rules in force (version {}), which stay; send it to POST"
              + " /api/governance to adopt it",
          path,
          current.set().version());
    }
  }
}
