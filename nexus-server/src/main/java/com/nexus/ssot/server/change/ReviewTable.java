package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ChangeComment;
import com.nexus.ssot.model.api.ChangeRevision;
import com.nexus.ssot.model.api.Verdict;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said of changes, and what they did before they were edited. Thread-safe. */
@Component
final class ReviewTable {
  private final JdbcClient jdbc;

  ReviewTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what a revision does, and who wrote it. */
  void insertRevision(Writes writes, StoredChange stored, UUID editor, Instant at) {
    writes.add(
        """
        insert into change_revision (change_id, revision, operations, digest, editor, edited_at)
        values (?, ?, cast(? as jsonb), ?, ?, ?)
        """,
        stored.id(),
        stored.change().revision(),
        stored.operations(),
        stored.change().digest(),
        editor,
        Columns.of(at));
  }

  void insertVerdict(
      Writes writes,
      StoredChange stored,
      UUID person,
      Verdict.Kind verdict,
      @Nullable String comment,
      Instant authenticatedAt,
      Instant at) {
    writes.add(
        """
        insert into change_verdict (change_id, revision, digest, person, verdict, comment,
          authenticated_at, given_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        stored.id(),
        stored.change().revision(),
        stored.change().digest(),
        person,
        verdict.name(),
        comment,
        Columns.of(authenticatedAt),
        Columns.of(at));
  }

  /** Who approved exactly what stands in a change now. */
  List<UUID> approved(StoredChange stored) {
    return jdbc.sql(
            """
            select v.person from change_verdict v
            where v.change_id = ? and v.revision = ? and v.digest = ? and v.verdict = 'APPROVED'
            order by v.given_at, v.person
            """)
        .param(stored.id())
        .param(stored.change().revision())
        .param(stored.change().digest())
        .query(UUID.class)
        .list();
  }

  /** Everybody whose own work a change is, and who answers for them: nobody of them approves it. */
  Set<UUID> authors(StoredChange stored) {
    return new HashSet<>(
        jdbc.sql(
                """
                select principals_behind(array[c.proposed_by, c.on_behalf_of]
                  || array(select r.editor from change_revision r where r.change_id = c.id))
                from change c where c.id = :id
                """)
            .param("id", stored.id())
            .query(UUID.class)
            .list());
  }

  /** Whether a person has said yes or no to what stands in a change now. */
  boolean hasSpoken(StoredChange stored, UUID person) {
    return jdbc.sql(
            """
            select exists (select from change_verdict v
              where v.change_id = ? and v.revision = ? and v.person = ?)
            """)
        .param(stored.id())
        .param(stored.change().revision())
        .param(person)
        .query(Boolean.class)
        .single();
  }

  List<Verdict> verdicts(UUID changeId) {
    return jdbc.sql(
            """
            select p.name, v.verdict, v.revision, v.digest, v.comment, v.given_at
            from change_verdict v join principal p on p.id = v.person
            where v.change_id = ? order by v.given_at, p.name
            """)
        .param(changeId)
        .query((row, n) ->
            new Verdict(
                Columns.text(row, "name"),
                Verdict.Kind.valueOf(Columns.text(row, "verdict")),
                row.getInt("revision"),
                Columns.text(row, "digest"),
                row.getString("comment"),
                Columns.instant(row, "given_at")))
        .list();
  }

  void insertComment(Writes writes, UUID id, UUID changeId, UUID author, Instant at, String text) {
    writes.add(
        """
        insert into change_comment (id, change_id, author, written_at, text)
        values (?, ?, ?, ?, ?)
        """,
        id,
        changeId,
        author,
        Columns.of(at),
        text);
  }

  /** What was said of a change, oldest first. */
  List<ChangeComment> comments(UUID changeId, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select m.id, p.name, m.written_at, m.text
            from change_comment m join principal p on p.id = m.author
            where m.change_id = :change and (cast(:after as uuid) is null or m.id > :after)
            order by m.id limit :limit
            """)
        .param("change", changeId)
        .param("after", after)
        .param("limit", limit)
        .query((row, n) ->
            new ChangeComment(
                Columns.uuid(row, "id"),
                Columns.text(row, "name"),
                Columns.instant(row, "written_at"),
                Columns.text(row, "text")))
        .list();
  }

  /** The revisions below a number, newest first. */
  List<ChangeRevision> revisions(UUID changeId, int below, int limit) {
    return jdbc.sql(
            """
            select r.revision, p.name, r.edited_at, r.digest, r.operations
            from change_revision r join principal p on p.id = r.editor
            where r.change_id = ? and r.revision < ? order by r.revision desc limit ?
            """)
        .param(changeId)
        .param(below)
        .param(limit)
        .query((row, n) ->
            new ChangeRevision(
                row.getInt("revision"),
                Columns.text(row, "name"),
                Columns.instant(row, "edited_at"),
                Columns.text(row, "digest"),
                ChangeTable.views(Columns.text(row, "operations"))))
        .list();
  }
}
