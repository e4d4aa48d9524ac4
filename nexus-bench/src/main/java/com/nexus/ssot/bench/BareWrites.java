package com.nexus.ssot.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL that writes the rows that something else wrote, into copies of their tables with the
 * same columns, checks and indexes, but without triggers and foreign keys. One statement for each
 * row, one commit, over one connection that keeps its prepared statements. Used by one thread.
 */
final class BareWrites implements AutoCloseable {
  private static final String COPIES =
      """
      create schema bench;
      create table bench.change (like public.change including all);
      create table bench.change_target (like public.change_target including all);
      create table bench.change_revision (like public.change_revision including all);
      create table bench.change_verdict (like public.change_verdict including all);
      create table bench.alias (like public.alias including all);
      create table bench.audit_event (like public.audit_event including all);
      create table bench.audit_body (like public.audit_body including all);
      create table bench.audit_sealed (like public.audit_sealed including all);
      create table bench.audit_pending (like public.audit_pending including all);
      create table bench.bare_object (id uuid primary key, context text, name text, body text,
        unique (context, name));
      create table bench.bare_event (id uuid primary key, at timestamptz, body text)
      """;
  private static final Write OBJECT =
      new Write(
          """
          insert into bench.bare_object (id, context, name, body)
          values (gen_random_uuid(), 'default', md5(random()::text), repeat('x', 200))
          """,
          List.of());
  private static final Write EVENT =
      new Write(
          """
          insert into bench.bare_event (id, at, body)
          values (gen_random_uuid(), now(), repeat('y', 600))
          """,
          List.of());

  /** The transaction that {@code bench write} compares with. */
  static final List<Write> TWO_ROWS = List.of(OBJECT, EVENT);

  private final Connection connection;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /**
   * @param url of the database, for JDBC
   */
  BareWrites(String url) {
    try {
      connection = DriverManager.getConnection(url, "nexus", "unused");
      try (Statement statement = connection.createStatement()) {
        statement.execute(COPIES);
      }
    } catch (SQLException e) {
      throw new BenchFailure("the tables to compare with cannot be made", e);
    }
  }

  /** One statement with its values as text. */
  record Write(String sql, List<@Nullable String> values) {
    Write {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** How the rows of a table are read, and written to its copy. */
  private record Table(String columns, String insert) {}

  /** Writes for the rows of a table that answer to a condition with one UUID in it. */
  List<Write> rows(String table, String condition, String id) {
    Table known = tables.computeIfAbsent(table, this::read);
    List<Write> writes = new ArrayList<>();
    query("select " + known.columns + " from " + table + " where " + condition, id)
        .forEach(values -> writes.add(new Write(known.insert, values)));
    return writes;
  }

  /** What a query with one UUID in it finds, as text. */
  List<List<@Nullable String>> query(String sql, String id) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, java.util.UUID.fromString(id));
      List<List<@Nullable String>> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        int width = row.getMetaData().getColumnCount();
        while (row.next()) {
          List<@Nullable String> values = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            values.add(row.getString(i));
          }
          rows.add(values);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new BenchFailure("what was written cannot be read", e);
    }
  }

  private Table read(String name) {
    String sql =
        """
        select attname, format_type(atttypid, atttypmod) from pg_attribute
        where attrelid = cast(? as regclass) and attnum > 0 and not attisdropped
          and attgenerated = '' and attidentity = ''
        order by attnum
        """;
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(row.getString(1));
          values.add("cast(? as " + row.getString(2) + ")");
        }
      }
    } catch (SQLException e) {
      throw new BenchFailure("the columns of " + name + " cannot be read", e);
    }
    return new Table(
        String.join(", ", columns.stream().map(column -> column + "::text").toList()),
        "insert into bench.%s (%s) values (%s)"
            .formatted(name, String.join(", ", columns), String.join(", ", values)));
  }

  /** Runs writes in one transaction and gives the seconds to the end of its commit. */
  double seconds(List<Write> writes) {
    long start = System.nanoTime();
    try {
      connection.setAutoCommit(false);
      for (Write write : writes) {
        PreparedStatement statement = prepared(write.sql());
        for (int i = 0; i < write.values().size(); i++) {
          statement.setString(i + 1, write.values().get(i));
        }
        if (statement.executeUpdate() != 1) {
          throw new BenchFailure("not one row was written by " + write.sql());
        }
      }
      connection.commit();
      double seconds = (System.nanoTime() - start) / 1e9;
      connection.setAutoCommit(true);
      return seconds;
    } catch (SQLException e) {
      throw new BenchFailure("the bare transaction failed", e);
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new BenchFailure("the connection does not close", e);
    }
  }
}
