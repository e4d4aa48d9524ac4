package com.nexus.ssot.server.registry.governance;

import com.nexus.ssot.model.api.RuleSet;
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

/** Reads and writes governance rule sets. Thread-safe. */
@Component
public class GovernanceTable {
  private final JdbcClient jdbc;

  GovernanceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A rule set as it is stored.
   *
   * @param id the same for every version
   */
  public record Stored(UUID id, RuleSet set) {}

  /** The rule set in force. */
  public Optional<Stored> current() {
    return jdbc.sql("select g.* from governance_rule_set g order by g.version desc limit 1")
        .query((row, n) -> new Stored(Columns.uuid(row, "id"), set(row, true)))
        .optional();
  }

  /** Which rule set is in force, without the rules themselves. */
  record Newest(int version, String checksum) {}

  Optional<Newest> newest() {
    return jdbc.sql(
            """
            select g.version, g.checksum from governance_rule_set g
            order by g.version desc limit 1
            """)
        .query((row, n) -> new Newest(row.getInt("version"), Columns.text(row, "checksum")))
        .optional();
  }

  /** A version of the rules. */
  public Optional<Stored> find(int version) {
    return jdbc.sql("select g.* from governance_rule_set g where g.version = ?")
        .param(version)
        .query((row, n) -> new Stored(Columns.uuid(row, "id"), set(row, true)))
        .optional();
  }

  /** Versions below a number, newest first, without their sources. */
  public List<RuleSet> versions(int below, int limit) {
    return jdbc.sql(
            """
            select g.* from governance_rule_set g
            where g.version < ? order by g.version desc limit ?
            """)
        .param(below)
        .param(limit)
        .query((row, n) -> set(row, false))
        .list();
  }

  /** Keys of all contexts, in order; all are held while rules change. */
  List<String> contextKeys() {
    return jdbc.sql("select c.key from context c order by c.key").query(String.class).list();
  }

  static void insert(UUID id, RuleSet set, @Nullable String source, Actor by, Writes writes) {
    writes.add(
        """
        insert into governance_rule_set
          (version, id, source, rules, checksum, adopted_at, adopted_by, change_id)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        set.version(),
        id,
        source,
        set.rules().toString(),
        set.checksum(),
        Columns.of(set.adoptedAt()),
        by.subject(),
        set.changeId());
  }

  private static RuleSet set(ResultSet row, boolean withSource) throws SQLException {
    return new RuleSet(
        row.getInt("version"),
        Json.stored().readTree(Columns.text(row, "rules")),
        withSource ? Columns.text(row, "source") : null,
        Columns.text(row, "checksum"),
        Columns.instant(row, "adopted_at"),
        Columns.text(row, "adopted_by"),
        Columns.uuid(row, "change_id"));
  }
}
