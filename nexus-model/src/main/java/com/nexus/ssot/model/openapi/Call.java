package com.nexus.ssot.model.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a document.
 *
 * @param method in capitals
 * @param path as written, or the webhook's name
 * @param id what the document calls it; null without a name
 * @param item the path's object
 */
record Call(
    Doc doc, String method, String path, @Nullable String id, Located item, Located operation) {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");

  /** The operations below a map of paths, by what makes them the same in another document. */
  static Map<String, Call> of(Doc doc, Located paths) {
    Map<String, Call> calls = new LinkedHashMap<>();
    doc.members(paths)
        .forEach((path, item) -> {
          if (!path.startsWith("x-")) {
            ofItem(doc, path, doc.resolved(item))
                .forEach(
                    call -> calls.putIfAbsent(call.method() + " " + template(call.path()), call));
          }
        });
    return calls;
  }

  /** The operations of one path. */
  static List<Call> ofItem(Doc doc, String path, Located item) {
    doc.work().spend(METHODS.size());
    doc.work().spendText((long) METHODS.size() * item.pointer().length());
    return METHODS.stream()
        .map(method -> Map.entry(method, item.child(method)))
        .filter(entry -> entry.getValue().node().isObject())
        .map(entry -> {
          Located operation = entry.getValue();
          String id = operation.text("operationId");
          return new Call(
              doc,
              entry.getKey().toUpperCase(Locale.ROOT),
              path,
              id.isEmpty() ? null : id,
              item,
              operation);
        })
        .toList();
  }

  /** A path with the names of its variables left out: they mean nothing to callers. */
  static String template(String path) {
    return VARIABLE.matcher(path).replaceAll("{}");
  }

  /** The names of a path's variables, in order. */
  static List<String> variables(String path) {
    return VARIABLE
        .matcher(path)
        .results()
        .map(found -> found.group().substring(1, found.group().length() - 1))
        .toList();
  }
}
