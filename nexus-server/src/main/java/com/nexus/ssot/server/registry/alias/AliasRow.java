package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** How an alias stands in its row. */
final class AliasRow {
  private AliasRow() {}

  /** The alias in the current row of a result that has all columns of the table. */
  static Alias read(ResultSet row) throws SQLException {
    return new Alias(
        Columns.uuid(row, "id"),
        Columns.text(row, "shown"),
        Columns.text(row, "context"),
        Columns.text(row, "canonical"),
        TargetKind.valueOf(Columns.text(row, "target_kind")),
        AliasType.valueOf(Columns.text(row, "type")),
        row.getString("description"),
        row.getString("owner"),
        labels(Columns.text(row, "labels")),
        Columns.instantOrNull(row, "valid_from"),
        Columns.instantOrNull(row, "expires_at"),
        row.getString("successor"),
        Columns.instantOrNull(row, "deprecated_at"),
        Columns.instantOrNull(row, "sunset_at"),
        row.getBoolean("is_active"),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.uuid(row, "created_by").toString(),
        Columns.uuid(row, "change_id"),
        Columns.instantOrNull(row, "deleted_at"));
  }

  private static Map<String, String> labels(String json) {
    return json.equals("{}")
        ? Map.of()
        : Json.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
  }

  /** What a name or address is compared by. */
  static String targetKey(Alias alias) {
    return alias.targetKind() == TargetKind.URL
        ? alias.canonical()
        : Name.of(alias.canonical()).key();
  }

  /** The columns that change with a revision, in the order of the table's statements. */
  static @Nullable Object[] changing(Alias alias, Actor by) {
    return new @Nullable Object[] {
      alias.canonical(),
      alias.targetKind().name(),
      targetKey(alias),
      alias.type().name(),
      alias.description(),
      alias.owner(),
      alias.labels().isEmpty() ? "{}" : Json.tree(alias.labels()).toString(),
      Columns.ofNullable(alias.validFrom()),
      Columns.ofNullable(alias.expiresAt()),
      alias.successor(),
      Columns.ofNullable(alias.deprecatedAt()),
      Columns.ofNullable(alias.sunsetAt()),
      alias.isActive(),
      alias.revision(),
      Columns.of(alias.updatedAt()),
      by.subject(),
      alias.changeId(),
      Columns.ofNullable(alias.deletedAt())
    };
  }
}
