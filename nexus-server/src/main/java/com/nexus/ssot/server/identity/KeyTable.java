package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API keys, by their hash. Thread-safe. */
@Component
public final class KeyTable {
  private static final String COLUMNS =
      """
      select k.id, k.object_id, k.principal_id, p.kind, p.owner_id, k.name, k.sha256,
        k.previous_sha256, k.previous_until, k.contexts, k.verbs, k.allowed_ips, k.allowed_certificates,
        k.revision, k.created_at, k.expires_at, k.last_used_at, k.revoked_at, k.created_by,
        m.disabled_at is null as maker_active
      from api_key k join principal p on p.id = k.principal_id
        join principal m on m.id = k.created_by
      """;

  private final JdbcClient jdbc;

  KeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every key that is neither revoked nor expired at a time: what a key ring holds. */
  public List<KeyEntry> usableAt(Instant time) {
    return jdbc.sql(
            COLUMNS
                + """
                where k.revoked_at is null and k.expires_at > ? and p.disabled_at is null
                order by k.id
                """)
        .param(utc(time))
        .query(KeyTable::read)
        .list();
  }

  /** A key by its public part. */
  public Optional<KeyEntry> find(String id) {
    return jdbc.sql(COLUMNS + "where k.id = ?").param(id).query(KeyTable::read).optional();
  }

  /** Keys that end within some time and are still in use. */
  List<KeyEntry> endingBetween(Instant from, Instant to) {
    return jdbc.sql(
            COLUMNS
                + """
                where k.revoked_at is null and k.expires_at > ? and k.expires_at <= ?
                  and p.disabled_at is null
                order by k.expires_at, k.id
                """)
        .param(utc(from))
        .param(utc(to))
        .query(KeyTable::read)
        .list();
  }

  Optional<KeyEntry> lock(String id) {
    return jdbc.sql(COLUMNS + "where k.id = ? for update of k")
        .param(id)
        .query(KeyTable::read)
        .optional();
  }

  /**
   * Keys in order of creation, newest first.
   *
   * @param of only keys of this principal and of those that it answers for; null for all
   * @param maker only keys whose maker may act, or may not; null for all
   * @param before only keys older than this one's object id; null for the newest
   */
  public List<KeyEntry> list(
      @Nullable UUID of, @Nullable Boolean maker, @Nullable UUID before, int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                where (cast(:of as uuid) is null or :of in (k.principal_id, p.owner_id))
                  and (cast(:maker as boolean) is null or (m.disabled_at is null) = :maker)
                  and (cast(:before as uuid) is null or k.object_id < cast(:before as uuid))
                order by k.object_id desc
                limit :limit
                """)
        .param("of", of)
        .param("maker", maker)
        .param("before", before)
        .param("limit", limit)
        .query(KeyTable::read)
        .list();
  }

  /**
   * Usable keys for everywhere with the verb admin, those that end last first, but none that nobody
   * can know. Whether who has them may administer is not asked.
   */
  List<KeyEntry> administering(Instant time) {
    return jdbc.sql(
            COLUMNS
                + """
                where 'ADMIN' = any(k.verbs) and '*' = any(k.contexts)
                  and (not k.unseen or k.last_used_at is not null)
                  and k.revoked_at is null and k.expires_at > ? and p.disabled_at is null
                order by k.expires_at desc
                """)
        .param(utc(time))
        .query(KeyTable::read)
        .list();
  }

  /** Lets one server at a time find that nobody can make keys, and do something about it. */
  void lockAdministration() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('keys of administrators', 0))")
        .query(row -> {});
  }

  void insert(Writes writes, KeyEntry key, @Nullable UUID changeId) {
    writes.add(
        """
        insert into api_key (id, object_id, principal_id, name, sha256, contexts, verbs, allowed_ips, allowed_certificates, revision,
          created_at, created_by, expires_at, change_id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as uuid))
        """,
        key.id(),
        key.objectId(),
        key.principalId(),
        key.name(),
        key.sha256(),
        key.contexts().toArray(String[]::new),
        key.verbs().stream().map(Verb::name).toArray(String[]::new),
        key.allowedFrom().addresses().ranges().stream()
            .map(IpRange::toString)
            .toArray(String[]::new),
        key.allowedFrom().certificates().stream().sorted().toArray(String[]::new),
        key.revision(),
        utc(key.createdAt()),
        key.maker().id(),
        utc(key.expiresAt()),
        changeId);
  }

  void revoke(Writes writes, String id, int revision, Instant at, UUID changeId) {
    writes.add(
        "update api_key set revoked_at = ?, revision = ?, change_id = ? where id = ?",
        utc(at),
        revision,
        changeId,
        id);
  }

  /** Puts another secret in a key's place; the one before works on until a time. */
  void rotate(Writes writes, KeyEntry rotated, UUID changeId) {
    KeyEntry.Previous previous = Objects.requireNonNull(rotated.previous());
    writes.add(
        """
        update api_key set sha256 = ?, previous_sha256 = ?, previous_until = ?, expires_at = ?,
          revision = ?, change_id = ?
        where id = ?
        """,
        rotated.sha256(),
        previous.sha256(),
        utc(previous.until()),
        utc(rotated.expiresAt()),
        rotated.revision(),
        changeId,
        rotated.id());
  }

  /**
   * Lets one server at a time make up a key that is to be shown, for as long as the session lives;
   * false when another does.
   */
  static boolean beginHandover(Session session) {
    return session
        .jdbc()
        .sql("select pg_try_advisory_lock(hashtextextended('a key that is to be shown', 0))")
        .query(Boolean.class)
        .single();
  }

  /** Whether a key was made up and not shown to anybody yet. */
  void unseen(Writes writes, String id, boolean unseen) {
    writes.add("update api_key set unseen = ? where id = ?", unseen, id);
  }

  void used(Writes writes, String id, Instant at) {
    writes.add(
        """
        update api_key set last_used_at = ?
        where id = ? and (last_used_at is null or last_used_at < ?)
        """,
        utc(at),
        id,
        utc(at));
  }

  private static KeyEntry read(ResultSet row, int number) throws SQLException {
    return new KeyEntry(
        row.getString("id"),
        row.getObject("object_id", UUID.class),
        row.getObject("principal_id", UUID.class),
        PrincipalKind.valueOf(row.getString("kind")),
        row.getObject("owner_id", UUID.class),
        row.getString("name"),
        row.getBytes("sha256"),
        previous(row),
        List.of((String[]) row.getArray("contexts").getArray()),
        Arrays.stream((String[]) row.getArray("verbs").getArray()).map(Verb::valueOf).toList(),
        new AllowedFrom(
            ranges((String[]) row.getArray("allowed_ips").getArray()),
            Set.of((String[]) row.getArray("allowed_certificates").getArray())),
        row.getInt("revision"),
        Objects.requireNonNull(instant(row, "created_at")),
        Objects.requireNonNull(instant(row, "expires_at")),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"),
        new KeyEntry.Maker(
            row.getObject("created_by", UUID.class), row.getBoolean("maker_active")));
  }

  private static IpRanges ranges(String[] written) {
    return new IpRanges(
        Arrays.stream(written).map(text -> IpRange.parse(text).orElseThrow()).toList());
  }

  private static KeyEntry.@Nullable Previous previous(ResultSet row) throws SQLException {
    byte[] sha256 = row.getBytes("previous_sha256");
    Instant until = instant(row, "previous_until");
    return sha256 == null || until == null ? null : new KeyEntry.Previous(sha256, until);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
