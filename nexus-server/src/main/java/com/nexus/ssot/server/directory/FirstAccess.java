package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.AccessFile;
import com.nexus.ssot.model.access.RoleRules;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.RoleTable;
import com.nexus.ssot.server.identity.UserTable;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the roles of the files in the configuration folder into force when the server starts for
 * the first time, which is as long as no change has touched a role. Later a file that says
 * something else than what is in force is told of. Several servers that start at once do it once.
 */
@Component
final class FirstAccess {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAccess.class);
  private static final List<String> FILES = List.of("security_registry.yaml", "ssot_policies.yaml");

  FirstAccess(
      RoleTable roles,
      UserTable users,
      RoleImport imports,
      Changes changes,
      FirstStart firstStart,
      ServerSettings settings) {
    Map<Path, List<RoleRules>> files = new LinkedHashMap<>();
    for (String name : FILES) {
      Path path = settings.configDir().resolve(name);
      if (Files.exists(path)) {
        files.put(path, AccessFile.read(read(path), path.toString()));
      }
    }
    if (files.isEmpty()) {
      return;
    }
    if (roles.changed()) {
      files.forEach(
          (path, rules) -> compare(path, imports.operations(rules, null), changes, firstStart));
      return;
    }
    List<RoleRules> all = new ArrayList<>();
    files.values().forEach(all::addAll);
    String administrator = users.find(firstStart.administrator()).orElseThrow().username();
    try {
      changes.propose(proposal(imports.operations(all, administrator), firstStart, false));
    } catch (Fault fault) {
      if (fault.code() != FaultCode.ALREADY_EXISTS || !roles.changed()) {
        throw fault;
      }
      // Another server did it at the same moment.
    }
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.SETTING,
          "The rules about access cannot be read",
          List.of(Cause.at(path.toString(), "The file cannot be read.", "Make it readable.")),
          e);
    }
  }

  private static void compare(
      Path path, List<Operation> operations, Changes changes, FirstStart firstStart) {
    try {
      Outcome outcome = changes.propose(proposal(operations, firstStart, true));
      if (outcome.unchanged()) {
        return;
      }
    } catch (Fault fault) {
      LOG.debug("{} could not be adopted as it is", path, fault);
    }
    LOG.warn(
        "{} differs from the roles in force, which stay; adopt it with: nexus role import {}",
        path,
        path);
  }

  private static Proposal proposal(
      List<Operation> operations, FirstStart firstStart, boolean dryRun) {
    return new Proposal(
        firstStart.server(), operations, "Roles of the configuration", null, null, dryRun);
  }
}
