package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import com.nexus.ssot.server.registry.Lists;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a caller asks of the list of aliases into conditions. */
final class AliasFilter {
  /** Shortest text that the index of words finds inside others. */
  private static final int SHORTEST_WORD = 3;

  private static final int MOST_WORDS = 5;

  private AliasFilter() {}

  /** The conditions that neither depend on the time nor on what the caller may see. */
  static Keyset conditions(AliasQuery query) {
    Keyset keyset =
        new Keyset(query.page(), column(query.page().sort()), type(query.page().sort()), "a.id");
    String context = query.context();
    String anchor = query.anchor();
    TargetKind kind = query.targetKind();
    keyset
        .where(query.deleted() ? "a.deleted_at is not null" : "a.deleted_at is null")
        .where("a.context_key = :context", "context", context == null ? null : key(context))
        .where("a.owner = :owner", "owner", query.owner())
        .where(
            "coalesce(a.expires_at, 'infinity') < :expires_before",
            "expires_before",
            Columns.ofNullable(query.expiresBefore()))
        .where("a.target_kind = :kind", "kind", kind == null ? null : kind.name())
        .where(
            "a.target_kind = 'ANCHOR' and a.target_key = :anchor",
            "anchor",
            anchor == null ? null : key(anchor));
    if (!query.label().isEmpty()) {
      keyset.where("a.labels <> '{}'"); // the index has no others
      Lists.labels(keyset, "a.labels", query.label());
    }
    addWords(keyset, query.q());
    return keyset;
  }

  private static String column(String sort) {
    return switch (sort) {
      case "updated_at" -> "a.updated_at";
      case "expires_at" -> "coalesce(a.expires_at, 'infinity')";
      default -> "a.key";
    };
  }

  private static String type(String sort) {
    return sort.equals("alias") ? "text" : "timestamptz";
  }

  private static String key(String name) {
    return Name.of(name).key();
  }

  private static void addWords(Keyset keyset, @Nullable String q) {
    if (q == null || q.isBlank()) {
      return;
    }
    String[] words = q.strip().split("\\s+", -1);
    if (words.length > MOST_WORDS) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A parameter cannot be used",
          List.of(Cause.at("?q", "it has more than " + MOST_WORDS + " words", "leave some out")));
    }
    for (int i = 0; i < words.length; i++) {
      addWord(keyset, words[i], i);
    }
  }

  private static void addWord(Keyset keyset, String word, int n) {
    if (word.length() < SHORTEST_WORD) {
      keyset.where(
          "a.key >= :word%1$d and a.key < :word%1$d || chr(1114111)".formatted(n),
          "word" + n,
          key(word));
    } else {
      keyset.where(
          "(a.key like replace(lower(:word%1$d), '\\_', '-') or a.description ilike :word%1$d)"
              .formatted(n),
          "word" + n,
          Keyset.containing(word));
    }
  }

  /** Adds the condition that depends on the time. */
  static void addActive(Keyset keyset, @Nullable Boolean active, Instant now) {
    if (active != null) {
      keyset.where(
          active
              ? "a.is_active and coalesce(a.expires_at, 'infinity') > :now"
                  + " and coalesce(a.valid_from, '-infinity') <= :now"
              : "(not a.is_active or coalesce(a.expires_at, 'infinity') <= :now"
                  + " or a.valid_from > :now)",
          "now",
          Columns.of(now));
    }
  }
}
