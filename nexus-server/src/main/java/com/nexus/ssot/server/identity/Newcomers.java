package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes in people whom nobody invited: known by what somebody else said, and granted nothing. */
@Component
public final class Newcomers {
  private final PrincipalTable principals;
  private final Subjects subjects;

  Newcomers(PrincipalTable principals, Subjects subjects) {
    this.principals = principals;
    this.subjects = subjects;
  }

  /** Whether somebody has, or had, this name for signing in. */
  public boolean isTaken(String username) {
    return principals.isUsername(Name.of(username).key());
  }

  /**
   * Adds a person. Fails with {@code DuplicateKeyException} when the name is taken.
   *
   * @return the event to record; it says nothing personal
   */
  public AuditEvent add(
      Writes writes,
      UUID id,
      String username,
      String displayName,
      @Nullable String email,
      Instant at) {
    principals.insert(writes, id, PrincipalKind.HUMAN, username, null, false, at);
    principals.insertNewcomer(writes, id, Name.of(username), displayName, email);
    subjects.add(writes, id);
    ObjectNode principal = JsonNodeFactory.instance.objectNode();
    principal.put("id", id.toString());
    principal.put("kind", PrincipalKind.HUMAN.name());
    return AuditEvent.done(
        "principal.create",
        new AuditEvent.Target("principal", id, id.toString(), null, 1),
        principal);
  }
}
