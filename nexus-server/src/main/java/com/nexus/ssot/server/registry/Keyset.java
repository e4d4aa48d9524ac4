package com.nexus.ssot.server.registry;

import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A page of a list as a statement: its filters, its order, and where it begins. Page 1,000 costs
 * what page 1 costs, because it begins after a key instead of counting rows. Not thread-safe.
 */
public final class Keyset {
  private final PageRequest request;
  private final String sortColumn;
  private final String sortType;
  private final String idColumn;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private @Nullable List<@Nullable String> position;

  /**
   * @param sortColumn column of the field asked for
   * @param sortType its type in the database
   * @param idColumn unique column that settles ties; a uuid
   */
  public Keyset(PageRequest request, String sortColumn, String sortType, String idColumn) {
    this.request = request;
    this.sortColumn = sortColumn;
    this.sortType = sortType;
    this.idColumn = idColumn;
  }

  /** Adds a condition with one named parameter; nothing when the value is null. */
  public Keyset where(String condition, String parameter, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(parameter, value);
    }
    return this;
  }

  /** Adds a condition that always holds for the list. */
  public Keyset where(String condition) {
    conditions.add(condition);
    return this;
  }

  /** Begins where the page before ended. */
  public Keyset from(Cursors cursors, String list) {
    position = cursors.position(request, fingerprint(list)).orElse(null);
    return this;
  }

  /** What the list is and every filter; the same on each of its pages. */
  public String fingerprint(String list) {
    List<Object> values = parameters.values().stream().map(Keyset::comparable).toList();
    return list + conditions + parameters.keySet() + values;
  }

  /** An array says nothing of what is in it; a list does. */
  private static Object comparable(Object value) {
    return value instanceof Object[] array ? Arrays.asList(array) : value;
  }

  /** The statement of the page, bound. */
  public JdbcClient.StatementSpec query(JdbcClient jdbc, String select) {
    List<String> all = new ArrayList<>(conditions);
    Map<String, Object> bound = new LinkedHashMap<>(parameters);
    String order = request.descending() ? " desc" : " asc";
    if (position != null) {
      all.add(
          "(%s, %s) %s (cast(:after_value as %s), cast(:after_id as uuid))"
              .formatted(sortColumn, idColumn, request.descending() ? "<" : ">", sortType));
      bound.put("after_value", position.getFirst());
      bound.put("after_id", position.getLast());
    }
    String sql =
        select
            + (all.isEmpty() ? "" : " where " + String.join(" and ", all))
            + " order by "
            + sortColumn
            + order
            + ", "
            + idColumn
            + order
            + " limit :rows";
    bound.put("rows", request.rows());
    return jdbc.sql(sql).params(bound);
  }

  /** How many there are on all pages. */
  public long count(JdbcClient jdbc, String select) {
    String sql =
        select + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    return jdbc.sql(sql).params(parameters).query(Long.class).single();
  }

  /** A pattern for {@code like} that finds a text anywhere. */
  public static @Nullable String containing(@Nullable String text) {
    return text == null ? null : "%" + escaped(text) + "%";
  }

  /** A text that stands for itself in a pattern for {@code like}. */
  public static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** Values of one statement from two lists of them. */
  public static @Nullable Object[] concat(@Nullable Object[] first, @Nullable Object[] second) {
    @Nullable Object[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
