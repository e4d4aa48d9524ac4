package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.identity.GrantTable.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Roles, what they say and who has them. Thread-safe. */
@Component
public class RoleTable {
  private static final String COLUMNS =
      """
      select r.id, r.name, r.description, r.revision, r.created_at,
        coalesce(r.updated_at, r.created_at) as updated_at, r.change_id, r.deleted_at
      from role r
      """;

  private final JdbcClient jdbc;
  private final GrantTable grants;

  RoleTable(JdbcClient jdbc, GrantTable grants) {
    this.jdbc = jdbc;
    this.grants = grants;
  }

  /** The role with this key, deleted or not. */
  public Optional<StoredRole> find(String key) {
    return whole(
            jdbc.sql(COLUMNS + "where r.key = ?").param(key).query((row, n) -> read(row)).list())
        .stream()
        .findFirst();
  }

  /** Live roles in order of their keys. */
  public List<StoredRole> list(@Nullable String after, int limit) {
    return whole(
        jdbc.sql(
                COLUMNS
                    + """
                    where r.deleted_at is null and (cast(:after as text) is null or r.key > :after)
                    order by r.key limit :limit
                    """)
            .param("after", after)
            .param("limit", limit)
            .query((row, n) -> read(row))
            .list());
  }

  /** How many live roles there are. */
  public long count() {
    return jdbc.sql("select count(*) from role where deleted_at is null")
        .query(Long.class)
        .single();
  }

  /** Whether a change, and not only the server at its first start, has made or changed a role. */
  public boolean changed() {
    return jdbc.sql("select exists (select from role where change_id is not null)")
        .query(Boolean.class)
        .single();
  }

  /** Adds a role and what it says, without members. */
  public void insert(Writes writes, StoredRole role) {
    writes.add(
        """
        insert into role (id, name, key, description, revision, created_at, updated_at, change_id)
        values (?, ?, ?, cast(? as text), ?, ?, ?, cast(? as uuid))
        """,
        role.id(),
        role.name(),
        Name.of(role.name()).key(),
        role.description(),
        role.revision(),
        Columns.of(role.createdAt()),
        Columns.of(role.updatedAt()),
        role.changeId());
    say(writes, role);
  }

  /** Changes a role and what it says, not who has it. */
  public void update(Writes writes, StoredRole role) {
    writes.add(
        """
        update role set name = ?, description = cast(? as text), revision = ?, updated_at = ?,
          change_id = cast(? as uuid), deleted_at = cast(? as timestamptz)
        where id = ?
        """,
        role.name(),
        role.description(),
        role.revision(),
        Columns.of(role.updatedAt()),
        role.changeId(),
        Columns.ofNullable(role.deletedAt()),
        role.id());
    grants.clear(writes, Subject.ROLE, role.id());
    say(writes, role);
  }

  private void say(Writes writes, StoredRole role) {
    Instant at = role.updatedAt();
    role.grants().forEach(grant -> grants.grant(writes, Subject.ROLE, role.id(), grant, at));
    role.restrictions()
        .forEach(scope -> grants.restrict(writes, Subject.ROLE, role.id(), scope, at));
  }

  /** Gives the role to somebody. */
  public void add(Writes writes, UUID roleId, RoleMember member, UUID by, Instant since) {
    writes.add(
        """
        insert into role_member (role_id, principal_id, team_id, everyone, since, assigned_by)
        values (?, cast(? as uuid), cast(? as uuid), ?, ?, ?)
        """,
        roleId,
        member instanceof RoleMember.Person person ? person.id() : null,
        member instanceof RoleMember.OfTeam team ? team.id() : null,
        member instanceof RoleMember.OfAnyTeam,
        Columns.of(since),
        by);
  }

  /** Takes the role from somebody. */
  public void remove(Writes writes, UUID roleId, RoleMember member) {
    switch (member) {
      case RoleMember.Person person ->
          writes.add(
              "delete from role_member where role_id = ? and principal_id = ?",
              roleId,
              person.id());
      case RoleMember.OfTeam team ->
          writes.add(
              "delete from role_member where role_id = ? and team_id = ?", roleId, team.id());
      case RoleMember.OfAnyTeam _ ->
          writes.add("delete from role_member where role_id = ? and everyone", roleId);
    }
  }

  /** Takes the role from everybody. */
  public void clear(Writes writes, UUID roleId) {
    writes.add("delete from role_member where role_id = ?", roleId);
  }

  /** Names of the live roles that somebody has, also by a team. */
  List<String> namesOf(UUID principalId) {
    return jdbc.sql(
            """
            select r.name from role r
            where r.id in (select m.role_id from principal_role m where m.principal_id = ?)
            order by r.key
            """)
        .param(principalId)
        .query(String.class)
        .list();
  }

  /** Names of the live roles that have a team as a member. */
  public List<String> namesWithTeam(UUID teamId) {
    return jdbc.sql(
            """
            select r.name from role r join role_member m on m.role_id = r.id
            where m.team_id = ? and r.deleted_at is null
            order by r.key
            """)
        .param(teamId)
        .query(String.class)
        .list();
  }

  /** Adds what the roles say and who has them. */
  private List<StoredRole> whole(List<StoredRole> roles) {
    Map<UUID, List<Grant>> allowed = new HashMap<>();
    Map<UUID, List<Scope>> forbidden = new HashMap<>();
    Map<UUID, List<RoleMember>> members = new HashMap<>();
    UUID[] ids = roles.stream().map(StoredRole::id).toArray(UUID[]::new);
    rules(ids, allowed, forbidden);
    members(ids, members);
    return roles.stream()
        .map(role ->
            new StoredRole(
                role.id(),
                role.name(),
                role.description(),
                allowed.getOrDefault(role.id(), List.of()),
                forbidden.getOrDefault(role.id(), List.of()),
                members.getOrDefault(role.id(), List.of()),
                role.revision(),
                role.createdAt(),
                role.updatedAt(),
                role.changeId(),
                role.deletedAt()))
        .toList();
  }

  private void rules(UUID[] ids, Map<UUID, List<Grant>> allowed, Map<UUID, List<Scope>> forbidden) {
    jdbc.sql(
            """
            select g.role_id, g.restriction, g.verb, g.kind, g.operation, g.context, g.condition
            from grant_rule g where g.role_id = any (?)
            order by g.verb nulls first, g.kind nulls first, g.operation nulls first, g.context
            """)
        .param(ids)
        .query(row -> {
          UUID id = Columns.uuid(row, "role_id");
          if (row.getBoolean("restriction")) {
            forbidden.computeIfAbsent(id, _ -> new ArrayList<>()).add(GrantTable.scope(row));
          } else {
            allowed.computeIfAbsent(id, _ -> new ArrayList<>()).add(GrantTable.grant(row));
          }
        });
  }

  private void members(UUID[] ids, Map<UUID, List<RoleMember>> members) {
    jdbc.sql(
            """
            select m.role_id, m.principal_id, h.username, m.team_id, t.name
            from role_member m
              left join person h on h.principal_id = m.principal_id
              left join team t on t.id = m.team_id
            where m.role_id = any (?)
            order by m.everyone desc, t.key nulls last, h.key
            """)
        .param(ids)
        .query(row -> {
          members
              .computeIfAbsent(Columns.uuid(row, "role_id"), _ -> new ArrayList<>())
              .add(member(row));
        });
  }

  private static RoleMember member(ResultSet row) throws SQLException {
    UUID principal = row.getObject("principal_id", UUID.class);
    UUID team = row.getObject("team_id", UUID.class);
    if (principal != null) {
      String username = row.getString("username");
      return new RoleMember.Person(principal, username == null ? principal.toString() : username);
    }
    return team == null
        ? new RoleMember.OfAnyTeam()
        : new RoleMember.OfTeam(team, Columns.text(row, "name"));
  }

  private static StoredRole read(ResultSet row) throws SQLException {
    return new StoredRole(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        row.getString("description"),
        List.of(),
        List.of(),
        List.of(),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        row.getObject("change_id", UUID.class),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
