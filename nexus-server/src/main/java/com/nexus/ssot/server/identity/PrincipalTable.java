package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Principals, people, teams and who is in them. Thread-safe. */
@Component
public class PrincipalTable {
  /** The roles that one principal at most can have. */
  enum First {
    ADMINISTRATOR,
    SERVER;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JdbcClient jdbc;

  PrincipalTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<UUID> first(First role) {
    return jdbc.sql("select principal_id from first_principal where role = ?")
        .param(role.key())
        .query(UUID.class)
        .optional();
  }

  /** Adds a principal. */
  public void insert(
      Writes writes,
      UUID id,
      PrincipalKind kind,
      String name,
      @Nullable UUID ownerId,
      boolean admin,
      Instant at) {
    writes.add(
        """
        insert into principal (id, kind, name, owner_id, admin, created_at)
        values (?, ?, ?, cast(? as uuid), ?, ?)
        """,
        id,
        kind.name(),
        name,
        ownerId,
        admin,
        at.atOffset(ZoneOffset.UTC));
  }

  /** What changes and logs say of a principal; nothing personal. */
  public record Standing(
      UUID id,
      PrincipalKind kind,
      boolean admin,
      int revision,
      Instant createdAt,
      Instant updatedAt,
      @Nullable UUID changeId,
      @Nullable Instant disabledAt) {}

  /** A principal by its id. */
  public Optional<Standing> standing(UUID id) {
    return jdbc.sql(
            """
            select p.*, coalesce(p.updated_at, p.created_at) as changed_at
            from principal p where p.id = ?
            """)
        .param(id)
        .query((row, n) ->
            new Standing(
                Columns.uuid(row, "id"),
                PrincipalKind.valueOf(row.getString("kind")),
                row.getBoolean("admin"),
                row.getInt("revision"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "changed_at"),
                row.getObject("change_id", UUID.class),
                Columns.instantOrNull(row, "disabled_at")))
        .optional();
  }

  /** Counts a change of a principal. */
  public void touch(Writes writes, UUID id, int revision, Instant at, @Nullable UUID changeId) {
    writes.add(
        """
        update principal set revision = ?, updated_at = ?, change_id = cast(? as uuid) where id = ?
        """,
        revision,
        at.atOffset(ZoneOffset.UTC),
        changeId,
        id);
  }

  /** Lets a principal act, or keeps it from acting. */
  public void disable(Writes writes, UUID id, @Nullable Instant since) {
    writes.add(
        "update principal set disabled_at = cast(? as timestamptz) where id = ?",
        since == null ? null : since.atOffset(ZoneOffset.UTC),
        id);
  }

  /** Whether a principal may do everything by itself, as the server may. */
  boolean isAdmin(UUID id) {
    return jdbc.sql("select admin from principal where id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /** Takes away that a principal may do everything by itself. */
  void noLongerAdmin(Writes writes, UUID id) {
    writes.add("update principal set admin = false where id = ?", id);
  }

  /** Takes all roles from a principal that it has by itself. */
  void leaveRoles(Writes writes, UUID id) {
    writes.add("delete from role_member where principal_id = ?", id);
  }

  void insertFirst(Writes writes, First role, UUID principalId) {
    writes.add(
        "insert into first_principal (role, principal_id) values (?, ?)", role.key(), principalId);
  }

  /** Adds what a login provider says of a person. */
  void insertNewcomer(
      Writes writes, UUID principalId, Name username, String displayName, @Nullable String email) {
    writes.add(
        """
        insert into person (principal_id, display_name, username, key, email)
        values (?, ?, ?, ?, cast(? as text))
        """,
        principalId,
        displayName,
        username.shown(),
        username.key(),
        email);
  }

  boolean isUsername(String key) {
    return jdbc.sql("select exists (select from person where key = ?)")
        .param(key)
        .query(Boolean.class)
        .single();
  }

  Set<String> teamsAmong(Collection<String> keys) {
    return Set.copyOf(
        jdbc.sql("select key from team where key = any (?)")
            .param(keys.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  void insertTeam(Writes writes, UUID id, String name, String key, UUID member, Instant at) {
    writes.add(
        "insert into team (id, name, key, revision, created_at) values (?, ?, ?, 1, ?)",
        id,
        name,
        key,
        at.atOffset(ZoneOffset.UTC));
    writes.add(
        "insert into team_member (team_id, principal_id, since) values (?, ?, ?)",
        id,
        member,
        at.atOffset(ZoneOffset.UTC));
  }
}
