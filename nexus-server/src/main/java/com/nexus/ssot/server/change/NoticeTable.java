package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Notice;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people are told. Thread-safe. */
@Component
final class NoticeTable {
  private final JdbcClient jdbc;

  NoticeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      Writes writes, UUID id, UUID person, String about, String text, String object, Instant at) {
    writes.add(
        """
        insert into notice (id, person, about, text, object, told_at) values (?, ?, ?, ?, ?, ?)
        """,
        id,
        person,
        about,
        text,
        object,
        Columns.of(at));
  }

  List<Notice> of(UUID person, boolean unread, @Nullable UUID before, int limit) {
    return jdbc.sql(
            """
            select n.* from notice n
            where n.person = :person and (not :unread or n.read_at is null)
              and (cast(:before as uuid) is null or n.id < :before)
            order by n.id desc limit :limit
            """)
        .param("person", person)
        .param("unread", unread)
        .param("before", before)
        .param("limit", limit)
        .query((row, n) ->
            new Notice(
                Columns.uuid(row, "id"),
                Columns.text(row, "about"),
                Columns.text(row, "text"),
                Columns.text(row, "object"),
                Columns.instant(row, "told_at"),
                Columns.instantOrNull(row, "read_at")))
        .list();
  }

  boolean exists(UUID person, UUID id) {
    return jdbc.sql("select exists (select from notice n where n.person = ? and n.id = ?)")
        .param(person)
        .param(id)
        .query(Boolean.class)
        .single();
  }

  void read(Writes writes, UUID person, UUID id, Instant at) {
    writes.add(
        "update notice set read_at = coalesce(read_at, ?) where person = ? and id = ?",
        Columns.of(at),
        person,
        id);
  }

  void deleteBefore(Writes writes, Instant time) {
    writes.add("delete from notice where told_at < ?", Columns.of(time));
  }
}
