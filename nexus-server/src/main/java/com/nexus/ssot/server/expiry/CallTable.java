package com.nexus.ssot.server.expiry;

import com.nexus.ssot.model.api.AliasCaller;
import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has called deprecated names, by day. Thread-safe. */
@Component
class CallTable {
  static final String ANONYMOUS = "anonymous";
  static final String OTHERS = "others";

  private final JdbcClient jdbc;

  CallTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An alias that is deprecated, with its key and id, by which lists go on. */
  record Ending(UUID id, String key, AliasCallers alias) {}

  /** A caller by the text that stands in the table. */
  private record Seen(String id, AliasCaller caller) {}

  /** A page of deprecated aliases, each without its callers. */
  List<Ending> deprecated(Keyset keyset) {
    return keyset
        .query(
            jdbc,
            """
            select a.id, a.key, a.shown, a.context, a.owner, a.deprecated_at, a.sunset_at,
              a.successor
            from alias a\
            """)
        .query((row, n) ->
            new Ending(
                Columns.uuid(row, "id"),
                Columns.text(row, "key"),
                new AliasCallers(
                    Columns.text(row, "shown"),
                    Columns.text(row, "context"),
                    row.getString("owner"),
                    Columns.instantOrNull(row, "deprecated_at"),
                    Columns.instantOrNull(row, "sunset_at"),
                    row.getString("successor"),
                    List.of())))
        .list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from alias a");
  }

  static void add(
      UUID alias,
      String caller,
      LocalDate day,
      long calls,
      Instant first,
      Instant last,
      Writes writes) {
    writes.add(
        """
        insert into alias_call as c (alias_id, caller, day, calls, first_at, last_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (alias_id, caller, day) do update set calls = c.calls + excluded.calls,
          first_at = least(c.first_at, excluded.first_at),
          last_at = greatest(c.last_at, excluded.last_at)
        """,
        alias,
        caller,
        day,
        calls,
        Columns.of(first),
        Columns.of(last));
  }

  static void deleteBefore(LocalDate day, Writes writes) {
    writes.add("delete from alias_call where day < ?", day);
  }

  /**
   * Who has called some aliases, by their ids; who called last comes first.
   *
   * @param most how many are told of each alias
   */
  Map<UUID, List<AliasCaller>> callers(Collection<UUID> aliases, LocalDate from, int most) {
    Map<UUID, List<AliasCaller>> found = new HashMap<>();
    read(aliases, from, most)
        .forEach((alias, seen) -> found.put(alias, seen.stream().map(Seen::caller).toList()));
    return found;
  }

  /** Who has called one alias, with the days on which they did. */
  List<AliasCaller> callers(UUID alias, LocalDate from, int most) {
    Map<String, List<AliasCaller.Day>> days = new HashMap<>();
    jdbc.sql(
            """
            select c.caller, c.day, c.calls from alias_call c
            where c.alias_id = ? and c.day >= ? order by c.day desc
            """)
        .param(alias)
        .param(from)
        .query(row -> {
          days.computeIfAbsent(Columns.text(row, "caller"), _ -> new ArrayList<>())
              .add(new AliasCaller.Day(Columns.text(row, "day"), row.getLong("calls")));
        });
    return read(List.of(alias), from, most).getOrDefault(alias, List.of()).stream()
        .map(seen -> {
          AliasCaller caller = seen.caller();
          return new AliasCaller(
              caller.caller(),
              caller.kind(),
              caller.calls(),
              caller.firstSeen(),
              caller.lastSeen(),
              Objects.requireNonNullElse(days.get(seen.id()), List.of()));
        })
        .toList();
  }

  private Map<UUID, List<Seen>> read(Collection<UUID> aliases, LocalDate from, int most) {
    Map<UUID, List<Seen>> found = new HashMap<>();
    jdbc.sql(
            """
            select q.*, p.name, p.kind
            from (
              select c.alias_id, c.caller, sum(c.calls) as calls, min(c.first_at) as first_at,
                max(c.last_at) as last_at,
                row_number() over (
                  partition by c.alias_id order by max(c.last_at) desc, c.caller) as n
              from alias_call c
              where c.alias_id = any(:aliases) and c.day >= :from
              group by c.alias_id, c.caller) q
            left join principal p on p.id::text = q.caller
            where q.n <= :most
            order by q.alias_id, q.n
            """)
        .param("aliases", aliases.toArray(UUID[]::new))
        .param("from", from)
        .param("most", most)
        .query(row -> {
          found
              .computeIfAbsent(Columns.uuid(row, "alias_id"), _ -> new ArrayList<>())
              .add(seen(row));
        });
    return found;
  }

  private static Seen seen(ResultSet row) throws SQLException {
    String id = Columns.text(row, "caller");
    String kind = row.getString("kind");
    return new Seen(
        id,
        new AliasCaller(
            Objects.requireNonNullElse(row.getString("name"), id),
            kind == null ? null : PrincipalKind.valueOf(kind),
            row.getLong("calls"),
            Columns.instant(row, "first_at"),
            Columns.instant(row, "last_at"),
            List.of()));
  }
}
