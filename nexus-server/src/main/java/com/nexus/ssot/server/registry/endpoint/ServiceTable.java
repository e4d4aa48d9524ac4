package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Reads and writes services. Thread-safe. */
@Component
public class ServiceTable {
  private final JdbcClient jdbc;

  ServiceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The service with this key, deleted or not. */
  public Optional<Service> find(String key) {
    return jdbc.sql("select s.* from service s where s.key = ?")
        .param(key)
        .query((row, n) -> service(row))
        .optional();
  }

  Optional<Service> lock(String key) {
    return jdbc.sql("select s.* from service s where s.key = ? for update")
        .param(key)
        .query((row, n) -> service(row))
        .optional();
  }

  /** Objects with a key behind one, deleted ones too, in order of their keys. */
  public List<Service> behind(String key, int limit) {
    return jdbc.sql("select s.* from service s where s.key > ? order by s.key limit ?")
        .param(key)
        .param(limit)
        .query((row, n) -> service(row))
        .list();
  }

  List<Service> list(Keyset keyset) {
    return keyset.query(jdbc, "select s.* from service s").query((row, n) -> service(row)).list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from service s");
  }

  static void insert(Service service, Actor by, Writes writes) {
    writes.add(
        """
        insert into service (name, description, base_urls, health_check, owner, labels, revision,
          updated_at, updated_by, change_id, deleted_at, id, key, created_at)
        values (?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values(
            service,
            by,
            service.id(),
            Name.of(service.name()).key(),
            Columns.of(service.createdAt())));
  }

  static void update(Service service, Actor by, Writes writes) {
    writes.add(
        """
        update service set name = ?, description = ?, base_urls = ?::jsonb, health_check = ?,
          owner = ?, labels = ?::jsonb, revision = ?, updated_at = ?, updated_by = ?,
          change_id = ?, deleted_at = ?
        where id = ?
        """,
        values(service, by, service.id()));
  }

  private static @Nullable Object[] values(Service service, Actor by, Object... more) {
    return Keyset.concat(
        new @Nullable Object[] {
          service.name(),
          service.description(),
          Json.tree(service.baseUrls()).toString(),
          service.healthCheck(),
          service.owner(),
          Json.tree(service.labels()).toString(),
          service.revision(),
          Columns.of(service.updatedAt()),
          by.subject(),
          service.changeId(),
          Columns.ofNullable(service.deletedAt())
        },
        more);
  }

  private static Service service(ResultSet row) throws SQLException {
    return new Service(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        row.getString("description"),
        Json.mapper().readValue(Columns.text(row, "base_urls"), new TypeReference<>() {}),
        row.getString("health_check"),
        row.getString("owner"),
        Json.mapper().readValue(Columns.text(row, "labels"), new TypeReference<>() {}),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.uuid(row, "change_id"),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
