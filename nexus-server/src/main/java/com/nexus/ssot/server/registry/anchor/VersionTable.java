package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
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

/** Reads and writes the versions of anchors. Thread-safe. */
@Component
public class VersionTable {
  private static final String SELECT =
      """
      select v.id, a.anchor_id as anchor_name, v.label, v.number, v.format, v.media_type,
        v.checksum, v.content_hash, v.size, v.compatibility, v.created_at, v.created_by, v.change_id
      from anchor_version v join anchor a on a.id = v.anchor_id
      """;

  private final JdbcClient jdbc;

  VersionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Versions with a number below one, newest first. */
  public List<AnchorVersion> list(UUID anchorId, int below, int limit) {
    return jdbc.sql(
            SELECT + " where v.anchor_id = ? and v.number < ? order by v.number desc limit ?")
        .param(anchorId)
        .param(below)
        .param(limit)
        .query((row, n) -> version(row))
        .list();
  }

  /** The version with a label. */
  public Optional<AnchorVersion> find(UUID anchorId, String label) {
    return jdbc.sql(SELECT + " where v.anchor_id = ? and v.label = ?")
        .param(anchorId)
        .param(label)
        .query((row, n) -> version(row))
        .optional();
  }

  /** The newest version with these bytes. */
  public Optional<AnchorVersion> withContent(UUID anchorId, String contentHash) {
    return jdbc.sql(
            SELECT + " where v.anchor_id = ? and v.content_hash = ? order by v.number desc limit 1")
        .param(anchorId)
        .param(contentHash)
        .query((row, n) -> version(row))
        .optional();
  }

  /** Labels of an anchor that are one text, or it with {@code +} and more behind it. */
  public List<String> labelsLike(UUID anchorId, String label) {
    return jdbc.sql(
            """
            select v.label from anchor_version v
            where v.anchor_id = ? and (v.label = ? or starts_with(v.label, ?))
            """)
        .param(anchorId)
        .param(label)
        .param(label + "+")
        .query(String.class)
        .list();
  }

  /** Number of the newest version; 0 while there is none. */
  int newestNumber(UUID anchorId) {
    return jdbc.sql("select coalesce(max(v.number), 0) from anchor_version v where v.anchor_id = ?")
        .param(anchorId)
        .query(Integer.class)
        .single();
  }

  /** The bytes of a version, as they were given. */
  public byte[] content(UUID versionId) {
    return jdbc.sql("select v.content from anchor_version v where v.id = ?")
        .param(versionId)
        .query((row, n) -> row.getBytes("content"))
        .single();
  }

  /** What was found when a version was added, without aliases; nothing where nobody looked. */
  Optional<Compatibility> verdict(UUID versionId) {
    return jdbc.sql("select v.verdict::text as verdict from anchor_version v where v.id = ?")
        .param(versionId)
        .query((row, n) -> Optional.ofNullable(row.getString("verdict")))
        .single()
        .map(text -> Json.convert(Json.stored().readTree(text), Compatibility.class));
  }

  /** Bytes of the contents of an anchor's versions, all together. */
  long bytes(UUID anchorId) {
    return jdbc.sql("select coalesce(sum(v.size), 0) from anchor_version v where v.anchor_id = ?")
        .param(anchorId)
        .query(Long.class)
        .single();
  }

  /** The media type that a version's content is answered with. */
  String mediaType(UUID versionId) {
    return jdbc.sql("select v.media_type from anchor_version v where v.id = ?")
        .param(versionId)
        .query(String.class)
        .single();
  }

  static void insert(
      Anchor anchor,
      AnchorVersion version,
      String mediaType,
      byte[] content,
      Compatibility verdict,
      Actor by,
      Writes writes) {
    writes.add(
        """
        insert into anchor_version (id, anchor_id, label, number, format, media_type, checksum,
          content_hash, size, content, compatibility, verdict, created_at, created_by, change_id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)
        """,
        version.id(),
        anchor.id(),
        version.label(),
        version.number(),
        version.format(),
        mediaType,
        version.checksum(),
        version.contentHash(),
        version.size(),
        content,
        verdict.outcome().name(),
        Json.tree(verdict).toString(),
        Columns.of(version.createdAt()),
        by.subject(),
        version.changeId());
  }

  private static Compatibility.@Nullable Outcome outcome(@Nullable String word) {
    return word == null ? null : Compatibility.Outcome.valueOf(word);
  }

  private static AnchorVersion version(ResultSet row) throws SQLException {
    return new AnchorVersion(
        Columns.uuid(row, "id"),
        Columns.text(row, "anchor_name"),
        Columns.text(row, "label"),
        row.getInt("number"),
        Columns.text(row, "format"),
        Columns.text(row, "checksum"),
        Columns.text(row, "content_hash"),
        row.getInt("size"),
        outcome(row.getString("compatibility")),
        Columns.instant(row, "created_at"),
        Columns.text(row, "created_by"),
        Columns.uuid(row, "change_id"));
  }
}
