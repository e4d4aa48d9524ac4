package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists of people, teams and roles, in order of their names. Thread-safe. */
@Component
final class Pages {
  private final Cursors cursors;

  Pages(Cursors cursors) {
    this.cursors = cursors;
  }

  /** The query of the lists. */
  record Filter(PageRequest page) {}

  /**
   * A page.
   *
   * @param list the list's name
   * @param rows reads as many rows as asked for, behind a key
   */
  <T> Page<T> page(
      String list,
      PageRequest request,
      BiFunction<@Nullable String, Integer, List<T>> rows,
      LongSupplier count,
      Function<T, String> name) {
    @Nullable String after =
        cursors.position(request, list).map(values -> values.getFirst()).orElse(null);
    return cursors.page(
        request,
        list,
        rows.apply(after, request.rows()),
        row -> List.of(Name.of(name.apply(row)).key()),
        request.count() ? count.getAsLong() : null);
  }
}
