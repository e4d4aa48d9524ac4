package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.api.ConflictOffer;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.change.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to settle a conflict, with what it would do.
 *
 * @param says what it does, in a sentence
 */
record Offer(Way way, String says, List<ConflictOffer.Parameter> parameters, List<Operation> does) {
  private static final String JUSTIFICATION = "justification";

  /** Nothing is done, and nobody is told of it again while it stands. */
  static final Offer DISMISS =
      new Offer(
          Way.DISMISS,
          "Accepts it as it is.",
          List.of(new ConflictOffer.Parameter(JUSTIFICATION, true, "Why that is right.")),
          List.of());

  ConflictOffer shown() {
    return new ConflictOffer(
        way.word(),
        says,
        parameters,
        does.stream()
            .map(each ->
                new ConflictOffer.Proposed(each.kind(), Json.tree(each.body()), each.ifMatch()))
            .toList());
  }

  /** What is missing in what somebody says with it, and what does not belong there. */
  List<Cause> wrongIn(ConflictDraft said) {
    List<Cause> causes = new ArrayList<>();
    check("name", said.name(), causes);
    check("alias", said.alias(), causes);
    check("owner", said.owner(), causes);
    check("ttl", said.ttl(), causes);
    if (way == Way.DISMISS) {
      check(JUSTIFICATION, said.justification(), causes);
    }
    return causes;
  }

  private void check(String name, @Nullable String value, List<Cause> causes) {
    Optional<ConflictOffer.Parameter> known =
        parameters.stream().filter(each -> each.name().equals(name)).findFirst();
    if (known.isEmpty() && value != null) {
      causes.add(Cause.at("/" + name, way.word() + " does not take it", "leave it out"));
    } else if (known.isPresent() && known.get().required() && (value == null || value.isBlank())) {
      causes.add(Cause.at("/" + name, way.word() + " needs it", known.get().says()));
    }
  }
}
