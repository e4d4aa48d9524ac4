package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Pointer;
import com.nexus.ssot.model.text.SecretText;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.base.DerivedKey;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Refuses proposals that a secret stands in, wherever somebody wrote it: what is proposed is kept
 * for good and shown to many. Whoever runs the server is told a fingerprint, by which the same
 * secret is known again and nothing else. Thread-safe.
 */
final class WrittenSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenSecrets.class);
  private static final String LABEL = "nexus/written-secret/v1";
  private static final int FINGERPRINT_BYTES = 8;
  private static final Pattern WRAPPED = Pattern.compile("^/(?:patch|draft)(?=/)");

  private final SecretKey key;

  /**
   * @param secret the server's secret; the key of the fingerprints is derived from it
   */
  WrittenSecrets(byte[] secret) {
    this.key = DerivedKey.of(secret, LABEL);
  }

  /** Refuses with every field that holds a secret, and never says which. */
  void refuse(Proposal proposal) {
    List<Cause> causes = new ArrayList<>();
    proposal.stated().forEach((field, text) -> look(Pointer.child("", field), text, causes));
    look(proposal.operations(), proposal.description(), proposal.justification(), causes);
    refuse(causes);
  }

  /** The same of what a change shall say anew. */
  void refuse(Edits.Wanted wanted) {
    List<Cause> causes = new ArrayList<>();
    look(wanted.operations(), wanted.description(), wanted.justification(), causes);
    refuse(causes);
  }

  private void look(
      List<Operation> operations,
      @Nullable String description,
      @Nullable String justification,
      List<Cause> causes) {
    look("/description", description, causes);
    look("/justification", justification, causes);
    for (int i = 0; i < operations.size(); i++) {
      String at = operations.size() == 1 ? "" : "/operations/" + i;
      lookInto(at, operations.get(i).body(), causes);
    }
  }

  /** Refuses what somebody says about a change when it holds a secret. */
  String refuse(String at, String text) {
    List<Cause> causes = new ArrayList<>();
    look(at, text, causes);
    refuse(causes);
    return text;
  }

  private static void refuse(List<Cause> causes) {
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "A text holds something that looks like a secret.", causes);
    }
  }

  /** A body with a document in it is not turned into JSON, which would be a third larger. */
  private void lookInto(String at, Object body, List<Cause> causes) {
    RecordComponent[] parts = body.getClass().getRecordComponents();
    if (parts == null || Arrays.stream(parts).noneMatch(WrittenSecrets::isDocument)) {
      look(at, Json.tree(body), causes);
      return;
    }
    for (RecordComponent part : parts) {
      String where = Pointer.child(at, part.getName());
      Object value = valueOf(part, body);
      if (value instanceof byte[] document) {
        // In what encoding does not matter for what is looked for.
        String content = new String(document, StandardCharsets.ISO_8859_1);
        note(where, SecretText.inDocument(content), causes);
      } else if (value != null) {
        look(where, Json.tree(value), causes);
      }
    }
  }

  private static boolean isDocument(RecordComponent part) {
    return part.getType() == byte[].class;
  }

  private static @Nullable Object valueOf(RecordComponent part, Object body) {
    try {
      return part.getAccessor().invoke(body);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a body with a document is a public record", e);
    }
  }

  private void look(String at, JsonNode node, List<Cause> causes) {
    if (node.isString()) {
      look(at, node.asString(), causes);
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        int before = causes.size();
        look(at, member.getKey(), causes);
        if (causes.size() == before) {
          look(Pointer.child(at, member.getKey()), member.getValue(), causes);
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        look(at + "/" + i, node.get(i), causes);
      }
    }
  }

  /** As it will be stored: what is taken out of a text must not hide what stays. */
  private void look(String at, @Nullable String text, List<Cause> causes) {
    if (text != null) {
      note(at, SecretText.in(CleanText.of(text).text()), causes);
    }
  }

  private void note(String at, Optional<SecretText> found, List<Cause> causes) {
    if (found.isPresent()) {
      String words = found.get().sort().words();
      LOG.warn("Refused {} at {}; its fingerprint is {}", words, at, fingerprint(found.get()));
      causes.add(
          Cause.at(
              asSent(at),
              "It looks as if " + words + " stood here.",
              "Take it out, and replace the secret if it is one: it has been sent around."));
    }
  }

  /** The place in what the caller sent, which some bodies hold as a part of their own. */
  private static String asSent(String at) {
    String place = WRAPPED.matcher(at).replaceFirst("");
    return place.isEmpty() ? "/" : place;
  }

  private String fingerprint(SecretText secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal(secret.text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
