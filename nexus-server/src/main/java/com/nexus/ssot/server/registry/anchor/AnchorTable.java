package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.Lifecycle;
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

/** Reads and writes anchors. Thread-safe. */
@Component
public class AnchorTable {
  private final JdbcClient jdbc;

  AnchorTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The anchor with this key, deleted or not. */
  public Optional<Anchor> find(String key) {
    return jdbc.sql("select a.* from anchor a where a.key = ?")
        .param(key)
        .query((row, n) -> anchor(row))
        .optional();
  }

  Optional<Anchor> lock(String key) {
    return jdbc.sql("select a.* from anchor a where a.key = ? for update")
        .param(key)
        .query((row, n) -> anchor(row))
        .optional();
  }

  /** The anchors, deleted or not, whose key is a word or the word with a number behind it. */
  public List<Anchor> numbered(String key) {
    return jdbc.sql(
            """
            select a.* from anchor a
            where a.key = :key or a.key like :like
            order by length(a.key), a.key
            """)
        .param("key", key)
        .param("like", Keyset.escaped(key) + "-%")
        .query((row, n) -> anchor(row))
        .list();
  }

  /** The anchors, deleted or not, that say they come from somewhere; live and oldest first. */
  public List<Anchor> fromSource(String source) {
    return jdbc.sql(
            """
            select a.* from anchor a where a.source_hint = ?
            order by (a.deleted_at is not null), a.created_at, a.key
            """)
        .param(source)
        .query((row, n) -> anchor(row))
        .list();
  }

  /** Objects with a key behind one, deleted ones too, in order of their keys. */
  public List<Anchor> behind(String key, int limit) {
    return jdbc.sql("select a.* from anchor a where a.key > ? order by a.key limit ?")
        .param(key)
        .param(limit)
        .query((row, n) -> anchor(row))
        .list();
  }

  List<Anchor> list(Keyset keyset) {
    return keyset.query(jdbc, "select a.* from anchor a").query((row, n) -> anchor(row)).list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from anchor a");
  }

  static void insert(Anchor anchor, Actor by, Writes writes) {
    writes.add(
        """
        insert into anchor (anchor_id, family, description, format, source_hint, owner, labels,
          lifecycle, compatibility, version, checksum, content_hash, centrality_score, revision,
          updated_at, updated_by, change_id, deleted_at, id, key, created_at)
        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values(
            anchor,
            by,
            anchor.id(),
            Name.of(anchor.anchorId()).key(),
            Columns.of(anchor.createdAt())));
  }

  static void update(Anchor anchor, Actor by, Writes writes) {
    writes.add(
        """
        update anchor set anchor_id = ?, family = ?, description = ?, format = ?,
          source_hint = ?, owner = ?, labels = ?::jsonb, lifecycle = ?, compatibility = ?,
          version = ?,
          checksum = ?, content_hash = ?, centrality_score = ?, revision = ?, updated_at = ?,
          updated_by = ?, change_id = ?, deleted_at = ?
        where id = ?
        """,
        values(anchor, by, anchor.id()));
  }

  private static @Nullable Object[] values(Anchor anchor, Actor by, Object... more) {
    return Keyset.concat(
        new @Nullable Object[] {
          anchor.anchorId(),
          anchor.family(),
          anchor.description(),
          anchor.format(),
          anchor.sourceHint(),
          anchor.owner(),
          Json.tree(anchor.labels()).toString(),
          anchor.lifecycle().name(),
          anchor.compatibility() == null ? null : anchor.compatibility().name(),
          anchor.version(),
          anchor.checksum(),
          anchor.contentHash(),
          anchor.centralityScore(),
          anchor.revision(),
          Columns.of(anchor.updatedAt()),
          by.subject(),
          anchor.changeId(),
          Columns.ofNullable(anchor.deletedAt())
        },
        more);
  }

  private static @Nullable CompatibilityLevel level(@Nullable String word) {
    return word == null ? null : CompatibilityLevel.valueOf(word);
  }

  private static Anchor anchor(ResultSet row) throws SQLException {
    return new Anchor(
        Columns.uuid(row, "id"),
        Columns.text(row, "anchor_id"),
        Columns.text(row, "family"),
        row.getString("description"),
        Columns.text(row, "format"),
        row.getString("source_hint"),
        row.getString("owner"),
        Json.mapper().readValue(Columns.text(row, "labels"), new TypeReference<>() {}),
        Lifecycle.valueOf(Columns.text(row, "lifecycle")),
        level(row.getString("compatibility")),
        row.getString("version"),
        row.getString("checksum"),
        row.getString("content_hash"),
        row.getBigDecimal("centrality_score"),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.uuid(row, "change_id"),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
