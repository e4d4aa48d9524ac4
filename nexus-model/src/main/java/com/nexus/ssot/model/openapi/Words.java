package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Puts what was found into words. */
final class Words {
  private static final int MOST_LISTED = 5;

  private Words() {}

  /** Names in quotes, the first few of them. */
  static String list(Collection<String> names) {
    String first =
        names.stream().limit(MOST_LISTED).map(Quoted::of).collect(Collectors.joining(", "));
    int more = names.size() - MOST_LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** A sentence begins with a capital. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /**
   * What a schema describes, by its place: {@code "Order.lines[].sku"} for {@code
   * /components/schemas/Order/properties/lines/items/properties/sku}.
   */
  static String subject(Located at) {
    List<String> steps = List.of(at.pointer().split("/", -1));
    StringBuilder name = new StringBuilder();
    for (int i = 1; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean more = i + 1 < steps.size();
      if (step.equals("schemas") && more && steps.get(i - 1).equals("components")) {
        name.append(plain(steps.get(++i)));
      } else if (step.equals("properties") && more) {
        name.append(name.isEmpty() ? "" : ".").append(plain(steps.get(++i)));
      } else if (step.equals("items")) {
        name.append("[]");
      } else if (step.equals("additionalProperties")) {
        name.append(".*");
      } else if (step.equals("schema")) {
        name.setLength(0);
      }
    }
    return name.isEmpty() || name.toString().equals("[]")
        ? name.isEmpty() ? "the value" : "an element"
        : Quoted.of(name.toString());
  }

  private static String plain(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }
}
