package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.User;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People. Thread-safe. */
@Component
public class UserTable {
  private static final String COLUMNS =
      """
      select p.id, h.username, h.display_name, h.email, p.revision, p.created_at,
        coalesce(p.updated_at, p.created_at) as updated_at, p.change_id, p.disabled_at,
        array(select t.name from principal_team m join team t on t.id = m.team_id
          where m.principal_id = p.id order by t.key) as teams,
        array(select r.name from role r
          where r.id in (select m.role_id from principal_role m where m.principal_id = p.id)
          order by r.key) as roles
      from principal p join person h on h.principal_id = p.id
      where h.key is not null
      """;

  private final JdbcClient jdbc;

  UserTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The person with this key of a username. */
  public Optional<User> find(String key) {
    return jdbc.sql(COLUMNS + "and h.key = ?").param(key).query(UserTable::read).optional();
  }

  /** The person with this id. */
  public Optional<User> find(UUID id) {
    return jdbc.sql(COLUMNS + "and p.id = ?").param(id).query(UserTable::read).optional();
  }

  /** People in order of their keys. */
  public List<User> list(@Nullable String after, int limit) {
    return jdbc.sql(
            COLUMNS
                + "and (cast(:after as text) is null or h.key > :after) order by h.key limit :limit")
        .param("after", after)
        .param("limit", limit)
        .query(UserTable::read)
        .list();
  }

  /** How many people there are. */
  public long count() {
    return jdbc.sql("select count(*) from person where key is not null").query(Long.class).single();
  }

  /** Adds what belongs to a person alone; the principal is added before. */
  public void insert(
      Writes writes,
      UUID id,
      String username,
      String key,
      String displayName,
      @Nullable String email) {
    writes.add(
        """
        insert into person (principal_id, username, key, display_name, email)
        values (?, ?, ?, ?, cast(? as text))
        """,
        id,
        username,
        key,
        displayName,
        email);
  }

  /** Changes how a person is called and reached. */
  public void update(Writes writes, UUID id, String displayName, @Nullable String email) {
    writes.add(
        "update person set display_name = ?, email = cast(? as text) where principal_id = ?",
        displayName,
        email,
        id);
  }

  private static User read(ResultSet row, int number) throws SQLException {
    return new User(
        Columns.uuid(row, "id"),
        Columns.text(row, "username"),
        Columns.text(row, "display_name"),
        row.getString("email"),
        List.of((String[]) row.getArray("teams").getArray()),
        List.of((String[]) row.getArray("roles").getArray()),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        row.getObject("change_id", UUID.class),
        Columns.instantOrNull(row, "disabled_at"));
  }
}
