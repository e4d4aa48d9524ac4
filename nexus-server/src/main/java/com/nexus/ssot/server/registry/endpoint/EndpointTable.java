package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes endpoints. Thread-safe. */
@Component
public class EndpointTable {
  private static final String SELECT =
      """
      select e.*, a.anchor_id as anchor_name, s.name as service_name
      from endpoint e
      left join anchor a on a.id = e.anchor_id
      left join service s on s.id = e.service_id
      """;

  private final JdbcClient jdbc;

  EndpointTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The endpoint with this key, deleted or not. */
  public Optional<Endpoint> find(String key) {
    return jdbc.sql(SELECT + " where e.key = ?")
        .param(key)
        .query((row, n) -> endpoint(row))
        .optional();
  }

  Optional<Endpoint> lock(String key) {
    return jdbc.sql(SELECT + " where e.key = ? for update of e")
        .param(key)
        .query((row, n) -> endpoint(row))
        .optional();
  }

  /** Every endpoint that an anchor describes, deleted ones too. */
  public List<Endpoint> ofAnchor(String anchorKey) {
    return jdbc.sql(SELECT + " where a.key = ? order by e.key")
        .param(anchorKey)
        .query((row, n) -> endpoint(row))
        .list();
  }

  /** Which of these keys are taken, by deleted endpoints too. */
  public Set<String> taken(Collection<String> keys) {
    return new TreeSet<>(
        jdbc.sql("select e.key from endpoint e where e.key = any(cast(? as text[]))")
            .param(keys.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /** Objects with a key behind one, deleted ones too, in order of their keys. */
  public List<Endpoint> behind(String key, int limit) {
    return jdbc.sql(SELECT + " where e.key > ? order by e.key limit ?")
        .param(key)
        .param(limit)
        .query((row, n) -> endpoint(row))
        .list();
  }

  List<Endpoint> list(Keyset keyset) {
    return keyset.query(jdbc, SELECT).query((row, n) -> endpoint(row)).list();
  }

  long count(Keyset keyset) {
    return keyset.count(
        jdbc,
        """
        select count(*) from endpoint e
        left join anchor a on a.id = e.anchor_id
        left join service s on s.id = e.service_id
        """);
  }

  /** Names of live endpoints that an anchor describes; at most ten. */
  public List<String> describedBy(String anchorKey) {
    return jdbc.sql(
            """
            select e.name from endpoint e join anchor a on a.id = e.anchor_id
            where a.key = ? and e.deleted_at is null order by e.key limit 10
            """)
        .param(anchorKey)
        .query(String.class)
        .list();
  }

  /** Names of live endpoints that a service answers; at most ten. */
  List<String> answeredBy(String serviceKey) {
    return jdbc.sql(
            """
            select e.name from endpoint e join service s on s.id = e.service_id
            where s.key = ? and e.deleted_at is null order by e.key limit 10
            """)
        .param(serviceKey)
        .query(String.class)
        .list();
  }

  /**
   * What an endpoint refers to, by shown names; null where there is no such live object. Both are
   * locked against deletion until the transaction ends.
   */
  Referred referred(@Nullable String anchor, @Nullable String service) {
    return jdbc.sql(
            """
            select
              (select x.anchor_id from (select a.anchor_id from anchor a
                where a.key = ? and a.deleted_at is null for share) x) as anchor,
              (select y.name from (select s.name from service s
                where s.key = ? and s.deleted_at is null for share) y) as service
            """)
        .param(anchor == null ? null : Name.of(anchor).key())
        .param(service == null ? null : Name.of(service).key())
        .query((row, n) -> new Referred(row.getString("anchor"), row.getString("service")))
        .single();
  }

  /** Names of what an endpoint refers to, as shown. */
  record Referred(@Nullable String anchor, @Nullable String service) {}

  static void insert(Endpoint endpoint, Actor by, Writes writes) {
    writes.add(
        """
        insert into endpoint (name, anchor_id, service_id, method, path, version, description,
          is_active, revision, updated_at, updated_by, change_id, deleted_at, id, key, created_at)
        values (?, (select a.id from anchor a where a.key = ?),
          (select s.id from service s where s.key = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values(
            endpoint,
            by,
            endpoint.id(),
            Name.of(endpoint.name()).key(),
            Columns.of(endpoint.createdAt())));
  }

  static void update(Endpoint endpoint, Actor by, Writes writes) {
    writes.add(
        """
        update endpoint set name = ?, anchor_id = (select a.id from anchor a where a.key = ?),
          service_id = (select s.id from service s where s.key = ?), method = ?, path = ?,
          version = ?, description = ?, is_active = ?, revision = ?, updated_at = ?,
          updated_by = ?, change_id = ?, deleted_at = ?
        where id = ?
        """,
        values(endpoint, by, endpoint.id()));
  }

  private static @Nullable Object[] values(Endpoint endpoint, Actor by, Object... more) {
    return Keyset.concat(
        new @Nullable Object[] {
          endpoint.name(),
          endpoint.anchor() == null ? null : Name.of(endpoint.anchor()).key(),
          endpoint.service() == null ? null : Name.of(endpoint.service()).key(),
          endpoint.method(),
          endpoint.path(),
          endpoint.version(),
          endpoint.description(),
          endpoint.isActive(),
          endpoint.revision(),
          Columns.of(endpoint.updatedAt()),
          by.subject(),
          endpoint.changeId(),
          Columns.ofNullable(endpoint.deletedAt())
        },
        more);
  }

  private static Endpoint endpoint(ResultSet row) throws SQLException {
    return new Endpoint(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        row.getString("anchor_name"),
        row.getString("service_name"),
        Columns.text(row, "method"),
        Columns.text(row, "path"),
        Columns.text(row, "version"),
        row.getString("description"),
        row.getBoolean("is_active"),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.uuid(row, "change_id"),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
