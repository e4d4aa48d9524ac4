package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answers when a name does not mean anything, with what helps to go on. Thread-safe. */
@Component
class AliasProblems {
  private final Suggestions suggestions;

  AliasProblems(Suggestions suggestions) {
    this.suggestions = suggestions;
  }

  /** There is no such alias in a context that the caller may read. */
  ResponseEntity<Problem> unknown(String contextKey, String alias, HttpServletRequest request) {
    return answer(
        problem(AliasPlans.unknown(alias), request)
            .suggesting(suggestions.similar(contextKey, alias)));
  }

  /** The alias was deleted. */
  ResponseEntity<Problem> deleted(Alias alias, HttpServletRequest request) {
    Fault fault =
        Fault.of(
            FaultCode.GONE, "The alias '" + alias.alias() + "' was deleted; it can be restored");
    return answer(problem(fault, request).succeededBy(alias.successor()));
  }

  /**
   * A name that led nowhere. Whether the context is unknown or closed to the caller is not told:
   * both answer like an unknown name.
   *
   * @param helps whether the caller may be told other names of the context
   */
  ResponseEntity<Problem> of(
      Resolver.Answer answer,
      boolean helps,
      String contextKey,
      String alias,
      HttpServletRequest request) {
    if (answer.way().outcome() == ResolveOutcome.RETIRED) {
      Fault fault =
          Fault.of(FaultCode.GONE, "The name " + Quoted.of(alias) + " is no longer in use");
      return answer(problem(fault, request).succeededBy(answer.way().successor()));
    }
    List<String> names =
        answer.asked() == null || !helps
            ? List.of()
            : suggestions.similar(contextKey, alias).stream()
                .filter(name -> !Name.of(name).key().equals(Name.of(alias).key()))
                .toList();
    return answer(problem(AliasPlans.unknown(alias), request).suggesting(names));
  }

  private static Problem problem(Fault fault, HttpServletRequest request) {
    return Problems.of(fault, request);
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .cacheControl(CacheControl.noStore())
        .body(problem);
  }
}
