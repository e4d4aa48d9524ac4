package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Logins of programs that wait for a person to confirm them. Thread-safe. */
@Component
final class DeviceTable {
  private final JdbcClient jdbc;

  DeviceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far it is. */
  enum State {
    PENDING,
    CONFIRMED,
    DENIED
  }

  /**
   * A login that waits.
   *
   * @param network where it was asked for, as requests are counted for
   * @param principalId who confirmed it; null before
   * @param verbs what their credential allowed then
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Device(
      byte[] sha256,
      String userCode,
      Set<TokenScope> scopes,
      @Nullable String ip,
      @Nullable String network,
      @Nullable String userAgent,
      State state,
      @Nullable UUID principalId,
      Set<Verb> verbs,
      Set<String> contexts,
      @Nullable Instant authenticatedAt,
      int intervalSeconds,
      @Nullable Instant polledAt,
      Instant createdAt,
      Instant expiresAt) {}

  /** How many wait. */
  int count(Instant now) {
    return jdbc.sql("select count(*) from device_login where expires_at > ?")
        .param(Columns.of(now))
        .query(Integer.class)
        .single();
  }

  Optional<Device> lock(byte[] sha256) {
    return jdbc.sql("select * from device_login where sha256 = ? for update")
        .param(sha256)
        .query(DeviceTable::read)
        .optional();
  }

  Optional<Device> find(String userCode) {
    return jdbc.sql("select * from device_login where user_code = ?")
        .param(userCode)
        .query(DeviceTable::read)
        .optional();
  }

  Optional<Device> lock(String userCode) {
    return jdbc.sql("select * from device_login where user_code = ? for update")
        .param(userCode)
        .query(DeviceTable::read)
        .optional();
  }

  /** Drops the oldest that wait of a network until so many are left. */
  void keepNewest(Writes writes, String network, int most) {
    writes.add(
        """
        delete from device_login where sha256 in (
          select sha256 from device_login where network = ? and state = 'PENDING'
          order by created_at desc, sha256 offset ?)
        """,
        network,
        most);
  }

  /** Drops those that a person confirmed and that were not taken up yet. */
  void removeConfirmedBy(Writes writes, UUID principalId) {
    writes.add("delete from device_login where principal_id = ?", principalId);
  }

  /** Adds one, and forgets those whose time is over. */
  void insert(Writes writes, Device device) {
    writes.add("delete from device_login where expires_at < ?", Columns.of(device.createdAt()));
    writes.add(
        """
        insert into device_login (sha256, user_code, scopes, ip, network, user_agent, state,
          interval_seconds, created_at, expires_at)
        values (?, ?, ?, cast(? as text), cast(? as text), cast(? as text), ?, ?, ?, ?)
        """,
        device.sha256(),
        device.userCode(),
        device.scopes().stream().sorted().map(TokenScope::name).toArray(String[]::new),
        device.ip(),
        device.network(),
        device.userAgent(),
        device.state().name(),
        device.intervalSeconds(),
        Columns.of(device.createdAt()),
        Columns.of(device.expiresAt()));
  }

  void confirm(Writes writes, String userCode, Actor by) {
    writes.add(
        """
        update device_login set state = 'CONFIRMED', principal_id = ?, verbs = ?, contexts = ?,
          authenticated_at = cast(? as timestamptz)
        where user_code = ?
        """,
        by.principalId(),
        by.verbs().stream().map(Verb::name).toArray(String[]::new),
        by.credential().contexts().toArray(String[]::new),
        Columns.ofNullable(by.credential().authenticatedAt()),
        userCode);
  }

  void deny(Writes writes, String userCode) {
    writes.add("update device_login set state = 'DENIED' where user_code = ?", userCode);
  }

  void polled(Writes writes, byte[] sha256, Instant at, int intervalSeconds) {
    writes.add(
        "update device_login set polled_at = ?, interval_seconds = ? where sha256 = ?",
        Columns.of(at),
        intervalSeconds,
        sha256);
  }

  void remove(Writes writes, byte[] sha256) {
    writes.add("delete from device_login where sha256 = ?", sha256);
  }

  private static Device read(ResultSet row, int number) throws SQLException {
    return new Device(
        row.getBytes("sha256"),
        Columns.text(row, "user_code"),
        texts(row, "scopes").stream().map(TokenScope::valueOf).collect(Collectors.toSet()),
        row.getString("ip"),
        row.getString("network"),
        row.getString("user_agent"),
        State.valueOf(row.getString("state")),
        row.getObject("principal_id", UUID.class),
        texts(row, "verbs").stream().map(Verb::valueOf).collect(Collectors.toSet()),
        texts(row, "contexts"),
        Columns.instantOrNull(row, "authenticated_at"),
        row.getInt("interval_seconds"),
        Columns.instantOrNull(row, "polled_at"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "expires_at"));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) array.getArray()));
  }
}
