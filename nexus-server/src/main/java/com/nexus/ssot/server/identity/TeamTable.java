package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Team;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Teams and who is in them. Thread-safe. */
@Component
public class TeamTable {
  private static final String COLUMNS =
      """
      select t.id, t.name, t.description, t.revision, t.created_at,
        coalesce(t.updated_at, t.created_at) as updated_at, t.change_id, t.deleted_at,
        array(select h.username from team_member m join person h on h.principal_id = m.principal_id
          where m.team_id = t.id and h.key is not null order by h.key) as usernames,
        array(select h.principal_id from team_member m
          join person h on h.principal_id = m.principal_id
          where m.team_id = t.id and h.key is not null order by h.key) as members
      from team t
      """;

  private final JdbcClient jdbc;

  TeamTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The team with this key, deleted or not. */
  public Optional<StoredTeam> find(String key) {
    return jdbc.sql(COLUMNS + "where t.key = ?").param(key).query(TeamTable::read).optional();
  }

  /** Live teams in order of their keys. */
  public List<Team> list(@Nullable String after, int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                where t.deleted_at is null and (cast(:after as text) is null or t.key > :after)
                order by t.key limit :limit
                """)
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> read(row, n).team())
        .list();
  }

  /** How many live teams there are. */
  public long count() {
    return jdbc.sql("select count(*) from team where deleted_at is null")
        .query(Long.class)
        .single();
  }

  /** Names of the live contexts whose rules name the team with this key, in order. */
  public List<String> contextsThatName(String key) {
    return jdbc.sql(
            """
            select c.name from context c
            where c.deleted_at is null and exists (
              select from jsonb_array_elements_text(c.permissions) w
              where replace(lower(w), '_', '-') = ?)
            order by c.key
            """)
        .param(key)
        .query(String.class)
        .list();
  }

  /** Adds a team without members. */
  public void insert(Writes writes, Team team) {
    writes.add(
        """
        insert into team (id, name, key, description, revision, created_at, updated_at, change_id)
        values (?, ?, ?, cast(? as text), ?, ?, ?, cast(? as uuid))
        """,
        team.id(),
        team.name(),
        Name.of(team.name()).key(),
        team.description(),
        team.revision(),
        Columns.of(team.createdAt()),
        Columns.of(team.updatedAt()),
        team.changeId());
  }

  /** Changes a team, not its members. */
  public void update(Writes writes, Team team, @Nullable Instant deletedAt) {
    writes.add(
        """
        update team set name = ?, description = cast(? as text), revision = ?, updated_at = ?,
          change_id = cast(? as uuid), deleted_at = cast(? as timestamptz)
        where id = ?
        """,
        team.name(),
        team.description(),
        team.revision(),
        Columns.of(team.updatedAt()),
        team.changeId(),
        Columns.ofNullable(deletedAt),
        team.id());
  }

  /** Takes somebody in. */
  public void add(Writes writes, UUID teamId, UUID principalId, Instant since) {
    writes.add(
        "insert into team_member (team_id, principal_id, since) values (?, ?, ?)",
        teamId,
        principalId,
        Columns.of(since));
  }

  /** Lets somebody go. */
  public void remove(Writes writes, UUID teamId, UUID principalId) {
    writes.add(
        "delete from team_member where team_id = ? and principal_id = ?", teamId, principalId);
  }

  /** Lets everybody go. */
  public void dissolve(Writes writes, UUID teamId) {
    writes.add("delete from team_member where team_id = ?", teamId);
  }

  /** Names of the live teams whose rights a principal has: its own, and its owner's. */
  List<String> namesOf(UUID principalId) {
    return jdbc.sql(
            """
            select t.name from team t
            where t.id in (
              select m.team_id from principal_team m join principal p
                on m.principal_id in (p.id, p.owner_id)
              where p.id = ?)
            order by t.key
            """)
        .param(principalId)
        .query(String.class)
        .list();
  }

  private static StoredTeam read(ResultSet row, int number) throws SQLException {
    Team team =
        new Team(
            Columns.uuid(row, "id"),
            Columns.text(row, "name"),
            row.getString("description"),
            List.of((String[]) row.getArray("usernames").getArray()),
            row.getInt("revision"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getObject("change_id", UUID.class));
    return new StoredTeam(
        team,
        List.of((UUID[]) row.getArray("members").getArray()),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
