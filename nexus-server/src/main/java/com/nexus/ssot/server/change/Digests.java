package com.nexus.ssot.server.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.RequestKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The canonical forms of changes and requests, and their hashes. */
final class Digests {
  private Digests() {}

  /**
   * What exactly the operations will do, as canonical JSON.
   *
   * @param withBodies whether what was asked for is included, which a change that waits needs to be
   *     planned again
   */
  static String operations(List<PlannedStep> steps, boolean withBodies) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(steps.size());
    for (PlannedStep step : steps) {
      ObjectNode node = array.addObject();
      Planned planned = step.planned();
      node.put("kind", step.kind());
      node.put("object_type", planned.objectType());
      node.put("object_id", planned.objectId().toString());
      node.put("object_key", planned.objectKey());
      putIfPresent(node, "context", planned.context() == null ? null : text(planned.context()));
      node.put("base_revision", planned.baseRevision());
      node.put("revision", planned.revision());
      putIfPresent(node, "before", planned.before());
      putIfPresent(node, "after", planned.after());
      if (withBodies) {
        node.set("body", Json.tree(step.step().body()));
      }
    }
    return CanonicalJson.text(array);
  }

  /**
   * The digest of a change: SHA-256 of the canonical JSON of an object with {@code contexts},
   * {@code operations}, {@code policy_version} and {@code revision}.
   *
   * @param contexts keys of the contexts touched, in order
   * @param operations canonical JSON
   * @param terms of which the times stand in the digest as {@code not_after} and {@code
   *     not_before}, where there are any
   */
  static String change(
      Collection<String> contexts,
      String operations,
      Terms terms,
      String policyVersion,
      int revision) {
    ArrayNode keys = JsonNodeFactory.instance.arrayNode();
    contexts.stream().sorted().forEach(keys::add);
    // Put together by hand, members in canonical order, so that operations are written only once.
    String canonical =
        "{\"contexts\":"
            + CanonicalJson.text(keys)
            + time("not_after", terms.notAfter())
            + time("not_before", terms.notBefore())
            + ",\"operations\":"
            + operations
            + ",\"policy_version\":"
            + CanonicalJson.text(text(policyVersion))
            + ",\"revision\":"
            + revision
            + "}";
    return Sha256.prefixed(canonical.getBytes(UTF_8));
  }

  private static String time(String name, @Nullable Instant time) {
    return time == null ? "" : ",\"" + name + "\":\"" + time + "\"";
  }

  /** The hash that tells whether two requests ask for the same. */
  static byte[] request(Proposal proposal) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode array = node.putArray("operations");
    for (Operation operation : proposal.operations()) {
      ObjectNode each = array.addObject();
      each.put("kind", operation.kind());
      each.set("body", Json.tree(operation.body()));
      each.put("if_match", operation.ifMatch());
      each.put("create_only", operation.createOnly());
    }
    RequestKey key = proposal.idempotencyKey();
    if (key != null) {
      node.put("call", key.call());
    }
    node.put("description", proposal.description());
    node.put("justification", proposal.justification());
    if (!proposal.terms().equals(Terms.USUAL)) {
      node.set("terms", Json.tree(proposal.terms()));
    }
    return Sha256.of(CanonicalJson.bytes(node));
  }

  private static JsonNode text(String value) {
    return StringNode.valueOf(value);
  }

  private static void putIfPresent(ObjectNode node, String field, @Nullable JsonNode value) {
    if (value != null) {
      node.set(field, value);
    }
  }
}
