package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.model.json.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a change does, field by field. */
final class Diff {
  private static final Set<String> BOOKKEEPING =
      Set.of("id", "revision", "created_at", "updated_at", "created_by", "change_id");

  private Diff() {}

  /** The diff of a preview. */
  static String of(Change change, Cells cells) {
    return operations(change, cells)
        + (change.state().tookEffect()
            ? "Nothing was stored. This would take effect at once.\n"
            : "Nothing was stored. This would wait for approval.\n");
  }

  /** Each operation with the fields it touches. */
  static String operations(Change change, Cells cells) {
    StringBuilder text = new StringBuilder();
    for (OperationView operation : change.operations()) {
      text.append(Cells.clean(operation.kind() + " " + operation.objectKey()));
      if (operation.context() != null) {
        text.append(" in ").append(Cells.clean(operation.context()));
      }
      text.append('\n');
      fields(text, tree(operation.before()), tree(operation.after()), cells);
    }
    return text.toString();
  }

  private static JsonNode tree(@Nullable JsonNode node) {
    return node == null ? Json.mapper().createObjectNode() : node;
  }

  private static void fields(StringBuilder text, JsonNode before, JsonNode after, Cells cells) {
    Set<String> names = new LinkedHashSet<>();
    before.propertyNames().forEach(names::add);
    after.propertyNames().forEach(names::add);
    names.removeAll(BOOKKEEPING);
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        side(text, "  - ", name, before.path(name), cells);
        side(text, "  + ", name, after.path(name), cells);
      }
    }
  }

  private static void side(
      StringBuilder text, String sign, String name, JsonNode value, Cells cells) {
    String shown = cells.text(value);
    if (!shown.isEmpty()) {
      text.append(sign).append(Cells.clean(name)).append(": ").append(shown).append('\n');
    }
  }
}
