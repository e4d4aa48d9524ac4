package com.nexus.ssot.server.http;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.base.RateLimits.Rate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Stands before every handler: lets in whom {@link Requires}, {@link SignedIn} or {@link Open}
 * says, and nobody where none stands; counts how often each caller asks; refuses query parameters
 * and bodies that the handler does not have. Thread-safe.
 */
final class Door implements HandlerInterceptor {
  /** Methods that write nothing. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final Supplier<Access> access;
  private final Supplier<@Nullable RateLimits> limits;
  private final HandlerRules rules;

  Door(Supplier<Access> access, Supplier<@Nullable RateLimits> limits, HandlerRules rules) {
    this.access = access;
    this.limits = limits;
    this.rules = rules;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    switch (handler) {
      case HandlerMethod method when answersOptions(method) -> {}
      case HandlerMethod method -> enter(request, rules.of(method));
      case ResourceHttpRequestHandler _ -> {}
      default -> throw Fault.of(FaultCode.FORBIDDEN, "This path does not say whom it lets in.");
    }
    return true;
  }

  private void enter(HttpServletRequest request, HandlerRules.Rule rule) {
    count(request, rule);
    switch (rule.entry()) {
      case HandlerRules.Entry.Everybody() -> {}
      case HandlerRules.Entry.Known() -> known(request);
      case HandlerRules.Entry.Those(Requires requires) ->
          access.get().require(known(request), requires.verb(), requires.object(), null);
    }
    refuseUnknown(QueryText.of(request).values().keySet(), rule.parameters());
    if (!rule.takesOptions() && !SAFE.contains(request.getMethod())) {
      refuseConditions(request);
    }
    if (!rule.takesBody() && BodyReader.hasBody(request)) {
      throw Fault.of(FaultCode.MALFORMED, "This call takes no body.");
    }
  }

  private static Actor known(HttpServletRequest request) {
    Actor actor = actorOf(request);
    if (actor == null) {
      throw unauthenticated(request);
    }
    return actor;
  }

  /** Counts the request for whoever sent it, whether it will be let in or not. */
  private void count(HttpServletRequest request, HandlerRules.Rule rule) {
    RateLimits counting = limits.get();
    if (counting == null) {
      return;
    }
    Actor actor = actorOf(request);
    String caller = RateLimits.caller(actor, request.getRemoteAddr());
    boolean safe = SAFE.contains(request.getMethod());
    Rate rate = rule.rate() != null ? rule.rate() : safe ? Rate.READS : Rate.WRITES;
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    counting.take(rate, caller, (safe ? "GET" : request.getMethod()) + " " + route);
    if (actor != null && actor.kind() == PrincipalKind.AGENT && proposes(request, rule)) {
      counting.take(Rate.PROPOSALS, caller, "proposals");
    }
  }

  /** Whether a call asks for a change, and not only what would become of it. */
  private static boolean proposes(HttpServletRequest request, HandlerRules.Rule rule) {
    return rule.entry() instanceof HandlerRules.Entry.Those(Requires requires)
        && requires.verb() == Verb.WRITE
        && !SAFE.contains(request.getMethod())
        && !QueryText.of(request)
            .values()
            .getOrDefault(WriteOptionsArgument.DRY_RUN, List.of())
            .contains("true");
  }

  /** Whoever demands something must not be answered as if it had been looked at. */
  private static void refuseConditions(HttpServletRequest request) {
    List<Cause> causes =
        WriteOptionsArgument.HEADERS.stream()
            .filter(header -> request.getHeader(header) != null)
            .map(header -> Cause.at(header, "This call cannot heed it.", "Leave the header out."))
            .toList();
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.BAD_PARAMETER, "A header cannot be used here.", causes);
    }
  }

  private static void refuseUnknown(Set<String> given, Set<String> known) {
    List<Cause> causes = new ArrayList<>();
    for (String name : given) {
      if (!known.contains(name) && !known.contains(HandlerRules.ANY)) {
        causes.add(
            Cause.at(
                "?" + QueryValue.shown(name),
                "There is no such parameter here.",
                known.isEmpty()
                    ? "This call has no parameters."
                    : "Known are " + String.join(", ", known.stream().sorted().toList()) + "."));
      }
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.UNKNOWN_PARAMETER, "A query parameter does not exist here.", causes);
    }
  }

  /** Spring's own answer to OPTIONS, which lists the methods of a path and nothing else. */
  private static boolean answersOptions(HandlerMethod method) {
    return method.getBeanType().getEnclosingClass() == RequestMappingInfoHandlerMapping.class;
  }

  /** Who is calling; null without a credential. */
  static @Nullable Actor actorOf(HttpServletRequest request) {
    return request.getAttribute(Actor.class.getName()) instanceof Actor actor ? actor : null;
  }

  /** Why a request has no caller: it names none, or whom it names cannot be looked up now. */
  static RuntimeException unauthenticated(HttpServletRequest request) {
    return request.getAttribute(Actor.class.getName()) instanceof RuntimeException failure
        ? failure
        : unauthenticated();
  }

  static Fault unauthenticated() {
    return Fault.of(
        FaultCode.UNAUTHENTICATED,
        "Send an API key (Authorization: Bearer nxs_…, or X-API-Key), or sign in at /login.");
  }

  /** Whether an argument may be null, as its annotation says. */
  static boolean nullable(MethodParameter parameter) {
    return parameter.getParameter().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
