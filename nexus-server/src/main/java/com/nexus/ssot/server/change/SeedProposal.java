package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proposal in the shape of the first clients: an alias with its target and {@code change_type},
 * or {@code type}, {@code target} and {@code changes}.
 *
 * @param proposedBy who proposes, as the caller says; kept, never trusted
 * @param proposedAt when, as the caller says; kept, never trusted
 * @param id the caller's own name for it; kept
 * @param status as the caller says; kept, never trusted
 */
record SeedProposal(
    @Nullable String alias,
    @Nullable String canonical,
    @Nullable String context,
    @Nullable String changeType,
    @Nullable String type,
    @Nullable String target,
    @Nullable JsonNode changes,
    @Nullable String description,
    @Nullable String justification,
    @Nullable String proposedBy,
    @Nullable String proposedAt,
    @Nullable String id,
    @Nullable String status) {

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("create", "alias.create"),
          Map.entry("add", "alias.create"),
          Map.entry("create_alias", "alias.create"),
          Map.entry("update", "alias.update"),
          Map.entry("modify", "alias.update"),
          Map.entry("update_alias", "alias.update"),
          Map.entry("delete", "alias.delete"),
          Map.entry("remove", "alias.delete"),
          Map.entry("delete_alias", "alias.delete"),
          Map.entry("update_anchor", "anchor.update"),
          Map.entry("delete_anchor", "anchor.delete"));

  /**
   * A kind of change with its body.
   *
   * @param body in the form of the kind's own body type
   */
  record Wanted(String kind, JsonNode body) {}

  /** What is asked for, in our words. */
  Wanted wanted() {
    List<Cause> causes = new ArrayList<>();
    String word = both("change_type", changeType, "type", type, causes);
    String name = both("alias", alias, "target", target, causes);
    String kind = word == null ? null : KINDS.get(word.toLowerCase(Locale.ROOT));
    if (word != null && kind == null) {
      causes.add(
          Cause.at(
              changeType != null ? "/change_type" : "/type",
              word + " is not a type of change.",
              "Use one of " + String.join(", ", KINDS.keySet().stream().sorted().toList()) + "."));
    }
    if (changes != null && !changes.isNull() && !changes.isObject()) {
      causes.add(
          Cause.at("/changes", "It is not an object.", "Give the fields to set by their names."));
    }
    if (!causes.isEmpty() || kind == null || name == null) {
      throw Fault.of(FaultCode.INVALID, "The proposal cannot be read.", causes);
    }
    return new Wanted(kind, kind.startsWith("anchor.") ? anchor(kind, name) : alias(kind, name));
  }

  private ObjectNode alias(String kind, String name) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("alias", name);
    if (context != null) {
      body.put("context", context);
    }
    switch (kind) {
      case "alias.create" -> body.setAll(wishes());
      case "alias.update" -> body.set("patch", wishes());
      default -> {}
    }
    return body;
  }

  private ObjectNode anchor(String kind, String name) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", name);
    if (kind.equals("anchor.update")) {
      body.set("patch", wishes());
    }
    return body;
  }

  /** The fields that are to be set; the first clients call the target {@code canonical_name}. */
  private ObjectNode wishes() {
    ObjectNode wishes = JsonNodeFactory.instance.objectNode();
    if (changes instanceof ObjectNode given) {
      wishes.setAll(given);
      JsonNode named = wishes.remove("canonical_name");
      if (named != null && !wishes.has("canonical")) {
        wishes.set("canonical", named);
      }
    }
    if (canonical != null) {
      wishes.put("canonical", canonical);
    }
    if (changeType != null && description != null) {
      wishes.put("description", description);
    }
    return wishes;
  }

  /** What the caller says about author and time. */
  Map<String, String> stated() {
    Map<String, String> stated = new HashMap<>();
    put(stated, "proposed_by", proposedBy);
    put(stated, "proposed_at", proposedAt);
    put(stated, "id", id);
    put(stated, "status", status);
    return stated;
  }

  private static void put(Map<String, String> stated, String field, @Nullable String value) {
    if (value != null) {
      stated.put(field, value);
    }
  }

  private static @Nullable String both(
      String first,
      @Nullable String firstValue,
      String second,
      @Nullable String secondValue,
      List<Cause> causes) {
    if (firstValue != null && secondValue != null) {
      causes.add(Cause.at("/" + second, "It stands beside " + first + ".", "Give one of the two."));
    } else if (firstValue == null && secondValue == null) {
      causes.add(Cause.at("/" + first, "It is missing.", "Give " + first + " or " + second + "."));
    }
    return firstValue != null ? firstValue : secondValue;
  }

  /** A state in the words of the first clients. */
  static String status(ChangeState state) {
    return switch (state) {
      case DRAFT -> "draft";
      case IN_REVIEW -> "pending_approval";
      case APPROVED -> "approved";
      case SCHEDULED -> "scheduled";
      case STALE -> "stale";
      case FAILED -> "failed";
      case APPLIED, OVERRIDDEN -> "completed";
      case REJECTED -> "rejected";
      case WITHDRAWN -> "withdrawn";
      case EXPIRED -> "expired";
    };
  }
}
