package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the lists of registered objects have in common. Thread-safe. */
@Component
public final class Lists {
  private final Cursors cursors;
  private final HistoryTable history;

  Lists(Cursors cursors, HistoryTable history) {
    this.cursors = cursors;
    this.history = history;
  }

  /**
   * The statement of a page of objects.
   *
   * @param alias the table's name in the statement
   */
  public static Keyset keyset(PageRequest page, String alias, boolean deleted) {
    String field = page.sort();
    String column = alias + "." + (field.equals("name") ? "key" : field);
    return new Keyset(page, column, field.equals("name") ? "text" : "timestamptz", alias + ".id")
        .where(alias + ".deleted_at is " + (deleted ? "not null" : "null"));
  }

  /** Adds the filter {@code q}: a part of some columns, put together as their index has them. */
  public static void words(Keyset keyset, String columns, @Nullable String q) {
    String pattern = q == null ? null : Keyset.containing(q.toLowerCase(Locale.ROOT));
    keyset.where("lower((" + columns + ") collate \"default\") like :q", "q", pattern);
  }

  /** The key of a name that a filter gives; null when it gives none. */
  public static @Nullable String key(@Nullable String name) {
    return name == null ? null : Name.of(name).key();
  }

  /** Adds filters of the form {@code key=value}. */
  public static void labels(Keyset keyset, String column, List<String> labels) {
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw Fault.of(
            FaultCode.BAD_PARAMETER,
            "A label cannot be read",
            List.of(Cause.at("?label", "it has no =", "write it as ?label=key=value")));
      }
      String json =
          Json.tree(Map.of(label.substring(0, equals), label.substring(equals + 1))).toString();
      String name = "label" + i;
      keyset.where(column + " @> cast(:" + name + " as jsonb)", name, json);
    }
  }

  /**
   * A page.
   *
   * @param list the list's name
   * @param name gives the name that objects are sorted by
   */
  public <T extends Registered> Page<T> page(
      String list,
      PageRequest request,
      Keyset keyset,
      Function<Keyset, List<T>> rows,
      ToLongFunction<Keyset> count,
      Function<T, String> name) {
    keyset.from(cursors, list);
    List<T> found = rows.apply(keyset);
    Long total = request.count() ? count.applyAsLong(keyset) : null;
    return cursors.page(
        request,
        keyset.fingerprint(list),
        found,
        object -> List.of(sorted(request.sort(), object, name), object.id().toString()),
        total);
  }

  private static <T extends Registered> String sorted(
      String field, T object, Function<T, String> name) {
    return switch (field) {
      case "updated_at" -> object.updatedAt().toString();
      case "created_at" -> object.createdAt().toString();
      default -> Name.of(name.apply(object)).key();
    };
  }

  /** A page of an object's history, newest first. */
  public Page<Revision> history(String word, Registered object, PageRequest request) {
    String list = word + " " + object.id();
    int below = below(request, list);
    Long total = request.count() ? (long) object.revision() : null;
    List<Revision> found = history.of(word, object, below, request.rows());
    return cursors.page(request, list, found, revision -> List.of(revision.revision()), total);
  }

  /** Number that a page of a list, numbered and newest first, stays below. */
  public int below(PageRequest request, String list) {
    return cursors
        .position(request, list)
        .map(values -> Integer.parseInt(String.valueOf(values.getFirst())))
        .orElse(Integer.MAX_VALUE);
  }

  /** A page of things that are numbered, newest first. */
  public <T> Page<T> numbered(
      PageRequest request,
      String list,
      List<T> found,
      Function<T, Integer> number,
      @Nullable Long total) {
    return cursors.page(request, list, found, item -> List.of(number.apply(item)), total);
  }
}
