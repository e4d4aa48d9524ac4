package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.Explanation.Rule;
import com.nexus.ssot.model.api.Explanation.Step;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says why a name means what it means, step by step. Used by one thread. */
final class Explainer {
  private final List<Step> steps = new ArrayList<>();
  private final String asked;
  private final String contextKey;

  private Explainer(String asked, String contextKey) {
    this.asked = asked;
    this.contextKey = contextKey;
  }

  /**
   * Explains an answer.
   *
   * @param contextKey key of the context asked in
   * @param waiting the change that would create the alias and waits for approval
   */
  static Explanation explain(
      String asked,
      String contextKey,
      Resolver.Answer answer,
      boolean targetExists,
      @Nullable UUID waiting) {
    Explainer explainer = new Explainer(asked, contextKey);
    explainer.begin(answer);
    if (answer.asked() != null) {
      explainer.walk(answer.here(), contextKey, targetExists);
      if (waiting != null) {
        explainer.add(
            Rule.APPROVAL,
            false,
            Name.of(asked).key(),
            null,
            "The change %s would create it and waits for approval.".formatted(waiting));
      }
      if (answer.fellBack()) {
        explainer.add(
            Rule.FALLBACK,
            true,
            contextKey,
            AliasWork.DEFAULT_CONTEXT,
            "The context '%s' sends names it does not know to 'default'.".formatted(contextKey));
        explainer.walk(answer.way(), AliasWork.DEFAULT_CONTEXT, targetExists);
      }
    }
    return new Explanation(
        asked,
        contextKey,
        answer.way().outcome(),
        answer.way().canonical(),
        answer.way().successor(),
        explainer.summary(answer.way()),
        List.copyOf(explainer.steps));
  }

  private void begin(Resolver.Answer answer) {
    String key = Name.of(asked).key();
    add(
        Rule.NORMALISED,
        true,
        asked,
        key,
        key.equals(asked)
            ? "The name '%s' is in its normal form.".formatted(asked)
            : "The name '%s' is compared as '%s'.".formatted(asked, key));
    boolean known = answer.asked() != null;
    add(
        Rule.CONTEXT,
        known,
        contextKey,
        null,
        known
            ? "The context '%s' exists and you may read in it.".formatted(contextKey)
            : "There is no context '%s' that you may read in.".formatted(contextKey));
  }

  private void walk(Way way, String context, boolean targetExists) {
    if (way.hops().isEmpty()) {
      add(
          Rule.EXISTS,
          false,
          Name.of(asked).key(),
          null,
          "There is no alias of this name in the context '%s'.".formatted(context));
    }
    for (int i = 0; i < way.hops().size(); i++) {
      Alias alias = way.hops().get(i);
      boolean last = i + 1 == way.hops().size();
      add(
          Rule.EXISTS,
          true,
          alias.alias(),
          null,
          "The alias '%s' stands in the context '%s', at revision %d."
              .formatted(alias.alias(), context, alias.revision()));
      if (!judge(alias, last ? way.decidedBy() : Rule.TARGET)) {
        return;
      }
      hop(alias, last, way.decidedBy(), targetExists);
    }
  }

  /** Adds every rule that speaks about the alias; false when one of them ended the way. */
  private boolean judge(Alias alias, Rule decidedBy) {
    String name = alias.alias();
    Instant from = alias.validFrom();
    Instant expires = alias.expiresAt();
    if (from != null) {
      boolean passed = decidedBy != Rule.VALID_FROM;
      add(
          Rule.VALID_FROM,
          passed,
          name,
          null,
          "It is valid %s %s.".formatted(passed ? "since" : "only from", from));
      if (!passed) {
        return false;
      }
    }
    if (decidedBy == Rule.DELETED) {
      add(Rule.DELETED, false, name, null, "It was deleted at " + alias.deletedAt() + ".");
      return false;
    }
    if (decidedBy == Rule.ACTIVE) {
      add(Rule.ACTIVE, false, name, null, "It is switched off.");
      return false;
    }
    if (expires != null) {
      boolean passed = decidedBy != Rule.EXPIRY;
      add(
          Rule.EXPIRY,
          passed,
          name,
          null,
          "It %s at %s.".formatted(passed ? "expires" : "expired", expires));
      if (!passed) {
        return false;
      }
    }
    if (alias.deprecatedAt() != null) {
      add(
          Rule.DEPRECATED,
          true,
          name,
          alias.successor(),
          "It should not be used since %s, but still resolves.".formatted(alias.deprecatedAt()));
    }
    return true;
  }

  private void hop(Alias alias, boolean last, Rule decidedBy, boolean targetExists) {
    if (alias.targetKind() == TargetKind.ALIAS) {
      boolean broken = last && decidedBy != Rule.HOP;
      boolean tooLong = last && decidedBy == Rule.HOP;
      String sentence =
          broken
              ? "It leads to the alias '%s', which does not exist."
              : tooLong
                  ? "It leads to the alias '%s', but more than 8 aliases in a row are not followed."
                  : "It leads to the alias '%s'.";
      add(Rule.HOP, !last, alias.alias(), alias.canonical(), sentence.formatted(alias.canonical()));
      return;
    }
    String kind =
        alias.targetKind() == TargetKind.URL
            ? "address"
            : alias.targetKind().name().toLowerCase(Locale.ROOT);
    add(
        Rule.TARGET,
        targetExists,
        alias.alias(),
        alias.canonical(),
        targetExists
            ? "It leads to the %s '%s'.".formatted(kind, alias.canonical())
            : "It leads to the %s '%s', which is gone.".formatted(kind, alias.canonical()));
  }

  private String summary(Way way) {
    return switch (way.outcome()) {
      case FOUND ->
          "'%s' means '%s' in the context '%s'.".formatted(asked, way.canonical(), contextKey);
      case RETIRED ->
          "'%s' is no longer in use in the context '%s'%s."
              .formatted(
                  asked,
                  contextKey,
                  way.successor() == null ? "" : "; use '" + way.successor() + "' instead");
      case UNKNOWN ->
          "'%s' means nothing in the context '%s': %s"
              .formatted(asked, contextKey, steps.getLast().sentence());
    };
  }

  private void add(
      Rule rule, boolean passed, String subject, @Nullable String leadsTo, String sentence) {
    steps.add(new Step(steps.size() + 1, rule, passed, subject, leadsTo, sentence));
  }
}
