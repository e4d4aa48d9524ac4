package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grants and restrictions, of whoever has them. Thread-safe. */
@Component
public final class GrantTable {

  /** Whose rules they are. */
  public enum Subject {
    PRINCIPAL("principal_id"),
    TEAM("team_id"),
    ROLE("role_id");

    private final String column;

    Subject(String column) {
      this.column = column;
    }
  }

  /** Adds a grant. */
  public void grant(Writes writes, Subject subject, UUID id, Grant grant, Instant at) {
    insert(writes, subject, id, false, grant.scope(), grant.condition(), at);
  }

  /** Adds a restriction. */
  public void restrict(Writes writes, Subject subject, UUID id, Scope scope, Instant at) {
    insert(writes, subject, id, true, scope, Grant.Condition.NONE, at);
  }

  /** Takes away all grants and restrictions that somebody has by themselves. */
  public void clear(Writes writes, Subject subject, UUID id) {
    writes.add("delete from grant_rule where " + subject.column + " = ?", id);
  }

  private static void insert(
      Writes writes,
      Subject subject,
      UUID id,
      boolean restriction,
      Scope scope,
      Grant.Condition condition,
      Instant at) {
    writes.add(
        "insert into grant_rule (id, "
            + subject.column
            + ", restriction, verb, kind, operation, context, condition)"
            + " values (?, ?, ?, cast(? as text), cast(? as text), cast(? as text), ?, ?)",
        Ids.at(at),
        id,
        restriction,
        word(scope.verb()),
        word(scope.kind()),
        scope.operation(),
        scope.context(),
        condition.name());
  }

  /** A grant, from a row of the table. */
  static Grant grant(ResultSet row) throws SQLException {
    return new Grant(scope(row), Grant.Condition.valueOf(row.getString("condition")));
  }

  /** What a grant or restriction is about, from a row of the table. */
  static Scope scope(ResultSet row) throws SQLException {
    @Nullable String verb = row.getString("verb");
    @Nullable String kind = row.getString("kind");
    return new Scope(
        verb == null ? null : Verb.valueOf(verb),
        kind == null ? null : ObjectKind.valueOf(kind),
        row.getString("operation"),
        row.getString("context"));
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
