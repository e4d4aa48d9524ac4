package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.ResolveAnswer;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.ResolveRequest;
import com.nexus.ssot.model.api.ResolvedAlias;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.DeprecatedCalls;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What names mean, where more is asked than the data plane answers: details, the past, reasons. */
@RestController
@Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
class ResolveResource {
  private static final int MOST_NAMES = 1000;

  private final Resolver resolver;
  private final ResolveDetails details;
  private final AliasProblems problems;
  private final Suggestions suggestions;
  private final Transactions transactions;
  private final DeprecatedCalls calls;
  private final InstantSource clock;

  ResolveResource(
      Resolver resolver,
      ResolveDetails details,
      AliasProblems problems,
      Suggestions suggestions,
      Transactions transactions,
      DeprecatedCalls calls,
      InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
    this.resolver = resolver;
    this.details = details;
    this.problems = problems;
    this.suggestions = suggestions;
    this.transactions = transactions;
  }

  /** How much is told. */
  enum Detail {
    PLAIN,
    FULL
  }

  /**
   * What is asked about a name.
   *
   * @param asOf a time, or an index of the feed: the answer is that of then
   */
  record ResolveQuery(@Nullable Detail detail, @Nullable String asOf) {}

  @GetMapping("/api/aliases/resolve/{context}/{alias}")
  ResponseEntity<?> resolve(
      @PathVariable String context,
      @PathVariable String alias,
      @Query ResolveQuery query,
      Actor actor,
      HttpServletRequest request) {
    String contextKey = AliasWork.contextKey(context);
    Told told = transactions.read(() -> tell(actor, contextKey, alias, query));
    Resolver.Answer answer = told.answer();
    ResolvedAlias full = told.full();
    if (full == null) {
      boolean helps = resolver.mayRead(actor, contextKey);
      return problems.of(answer, helps, contextKey, alias, request);
    }
    if (query.asOf() == null) {
      count(answer, actor);
    }
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok().headers(details.headers(answer));
    return query.detail() == Detail.FULL
        ? ok.body(full)
        : ok.body(Map.of("canonical_name", full.canonicalName()));
  }

  /**
   * What a name means, read from one state of the registry, so that the index that is told is not
   * of a later one.
   *
   * @param full null when the name leads nowhere
   */
  private record Told(Resolver.Answer answer, @Nullable ResolvedAlias full) {}

  private Told tell(Actor actor, String contextKey, String alias, ResolveQuery query) {
    AsOf asOf = details.asOf(query.asOf());
    Resolver.Answer answer =
        asOf.time() == null
            ? query.detail() == Detail.FULL
                ? resolver.lookInto(actor, contextKey, alias)
                : resolver.resolve(actor, contextKey, alias)
            : resolver.resolveAt(actor, contextKey, alias, asOf.time(), asOf.index());
    boolean found = answer.way().outcome() == ResolveOutcome.FOUND;
    return new Told(answer, found ? details.of(answer, asOf) : null);
  }

  @PostMapping("/api/aliases/resolve")
  List<ResolveAnswer> resolveMany(@Body ResolveRequest asked, Actor actor) {
    List<String> aliases = asked.aliases();
    if (aliases.size() > MOST_NAMES) {
      throw Fault.of(
          FaultCode.INVALID,
          "Too many names",
          List.of(
              Cause.at(
                  "/aliases",
                  "there are " + aliases.size() + " names",
                  "ask for at most " + MOST_NAMES + " at once")));
    }
    String contextKey = AliasWork.contextKey(asked.context());
    List<Resolver.Answer> answers = resolver.resolveAll(actor, contextKey, aliases);
    answers.forEach(answer -> count(answer, actor));
    Helpful helpful = new Helpful(contextKey, resolver.mayRead(actor, contextKey));
    return IntStream.range(0, aliases.size())
        .mapToObj(i -> helpful.answer(aliases.get(i), answers.get(i)))
        .toList();
  }

  /** The data plane counts what it answers itself. */
  private void count(Resolver.Answer answer, Actor actor) {
    if (answer.way().outcome() == ResolveOutcome.FOUND) {
      Alias first = answer.way().hops().getFirst();
      if (first.deprecatedAt() != null) {
        calls.called(first.id(), actor.principalId(), clock.millis());
      }
    }
  }

  @GetMapping("/api/aliases/{alias}/explain")
  Explanation explain(@PathVariable String alias, @Query InContext where, Actor actor) {
    return details.explain(actor, where.key(), alias);
  }

  /** Suggests names for the first few unknown ones of many; the rest would take too long. */
  private final class Helpful {
    private static final int MOST = 20;
    private final String contextKey;
    private final boolean helps;
    private int given;

    Helpful(String contextKey, boolean helps) {
      this.helps = helps;
      this.contextKey = contextKey;
    }

    ResolveAnswer answer(String alias, Resolver.Answer answer) {
      Way way = answer.way();
      boolean suggest =
          helps
              && way.outcome() == ResolveOutcome.UNKNOWN
              && answer.asked() != null
              && given++ < MOST;
      return new ResolveAnswer(
          alias,
          contextKey,
          way.outcome(),
          way.canonical(),
          way.successor(),
          suggest ? suggestions.similar(contextKey, alias) : List.of());
    }
  }
}
