package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that a {@link PageRequest} stands for.
 *
 * @param sorts what the list can be sorted by, the default first
 * @param causes takes what is wrong
 */
record PageParameters(List<String> sorts, QueryText query, List<Cause> causes) {

  PageRequest read() {
    String sort = one("sort");
    String order = sort == null ? (sorts.isEmpty() ? "" : sorts.getFirst()) : sort;
    boolean descending = order.startsWith("-");
    String field = descending ? order.substring(1) : order;
    if (sort != null && sorts.stream().noneMatch(each -> plain(each).equals(field))) {
      causes.add(
          Cause.at(
              "?sort",
              "The list cannot be sorted by '" + QueryValue.shown(field) + "'.",
              sorts.isEmpty()
                  ? "Leave it out."
                  : "Use one of "
                      + String.join(", ", sorts.stream().map(PageParameters::plain).toList())
                      + ", with a - before it for the largest first."));
    }
    return new PageRequest(limit(), one("cursor"), field, descending, flag("count"));
  }

  private int limit() {
    String text = one("limit");
    if (text == null) {
      return PageRequest.DEFAULT_LIMIT;
    }
    Integer limit = (Integer) QueryValue.read("limit", text, Integer.class, causes);
    if (limit != null && (limit < 1 || limit > PageRequest.MAX_LIMIT)) {
      causes.add(
          Cause.at(
              "?limit",
              limit + " is out of range.",
              "Ask for 1 to " + PageRequest.MAX_LIMIT + " items."));
    }
    return limit == null ? PageRequest.DEFAULT_LIMIT : limit;
  }

  private boolean flag(String name) {
    String text = one(name);
    return text != null && Boolean.TRUE.equals(QueryValue.read(name, text, Boolean.class, causes));
  }

  private @Nullable String one(String name) {
    List<String> given = query.values().getOrDefault(name, List.of());
    if (given.size() > 1) {
      causes.add(Cause.at("?" + name, "It is given " + given.size() + " times.", "Give it once."));
    }
    return given.isEmpty() ? null : given.getFirst();
  }

  /** The name of a field without its direction. */
  static String plain(String sort) {
    return sort.startsWith("-") ? sort.substring(1) : sort;
  }
}
