package com.nexus.ssot.gateway;

import com.nexus.ssot.gateway.ResolveMetrics.Outcome;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.net.AllowedFrom;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a server. Checks what must hold for both planes, answers names from memory
 * on the thread of the connection, and hands everything else to the handler behind it on a thread
 * of its own. Thread-safe.
 */
public final class DataPlane extends Handler.Wrapper {
  /** The request attribute that holds the request's id for the handlers behind. */
  public static final String REQUEST_ID_ATTRIBUTE = "com.nexus.ssot.request-id";

  private static final String NO_SUCH_NAME = "No such name can be resolved in this context.";

  private final Gateway gateway;
  private final Answers answers;
  private final Handover handover;
  private final SuggestionDesk desk;
  private final TokenDesk tokens;

  /**
   * A data plane that takes no tokens.
   *
   * @param executor runs the handlers behind, and the search for suggestions; both may block
   */
  public DataPlane(Gateway gateway, Suggestions suggestions, Executor executor) {
    this(gateway, suggestions, TokenCheck.NONE, executor);
  }

  /**
   * @param executor runs the handlers behind, the search for suggestions and the verification of
   *     tokens; all may block
   */
  public DataPlane(Gateway gateway, Suggestions suggestions, TokenCheck tokens, Executor executor) {
    this.gateway = gateway;
    this.answers = new Answers();
    this.handover = new Handover(executor);
    this.desk = new SuggestionDesk(suggestions, executor);
    this.tokens = new TokenDesk(gateway.tokens(), tokens, executor);
  }

  /** What happens on the thread of the connection never blocks. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Inbound in = Inbound.of(request);
    if (in.refused != null) {
      Problems.write(response, callback, Problems.of(in.refused, in.reason, in.requestId));
      return true;
    }
    Ask ask = Ask.of(in);
    if (ask == null) {
      handover.give(getHandler(), in, request, response, callback);
    } else {
      answer(ask, in, new Exchange(request, response, callback));
    }
    return true;
  }

  private void answer(Ask ask, Inbound in, Exchange exchange) {
    if (ask.unknownParameter() != null) {
      exchange.problem(
          in, FaultCode.UNKNOWN_PARAMETER, "There is no parameter " + ask.unknownParameter() + ".");
      return;
    }
    if (in.query.repeated() != null) {
      exchange.problem(
          in, FaultCode.BAD_PARAMETER, "The parameter " + in.query.repeated() + " comes twice.");
      return;
    }
    long now = gateway.clock().millis();
    if (in.credential == null) {
      answer(ask, in, exchange, (Reader) null, now);
      return;
    }
    ApiKeyText key = in.credential.key();
    if (key == null) {
      tokens.ask(in.credential, now, verdict -> answer(ask, in, exchange, verdict, now));
    } else {
      answer(ask, in, exchange, grantOf(key, exchange.request(), now), now);
    }
  }

  private void answer(Ask ask, Inbound in, Exchange exchange, TokenVerdict verdict, long now) {
    switch (verdict) {
      case TokenVerdict.Granted(TokenGrant grant) -> {
        boolean here = admits(grant.allowedFrom(), exchange.request());
        answer(ask, in, exchange, here ? grant : null, now);
      }
      case TokenVerdict.Refused.INVALID -> answer(ask, in, exchange, (Reader) null, now);
      case TokenVerdict.Refused.BUSY ->
          exchange.problem(in, FaultCode.OVERLOADED, "Too many tokens are being verified.");
      case TokenVerdict.Refused.AWAY ->
          exchange.problem(in, FaultCode.UNAVAILABLE, "The token cannot be verified now.");
    }
  }

  private void answer(Ask ask, Inbound in, Exchange exchange, @Nullable Reader caller, long now) {
    Known known = gateway.known();
    RouteTable routes = known.routes();
    if (caller == null && (in.credential != null || !isPublic(routes, ask.contextKey()))) {
      count(routes, ask, Outcome.DENIED, exchange);
      exchange.problem(
          in, FaultCode.UNAUTHENTICATED, "Send a valid key or token as a bearer token.");
      return;
    }
    Resolution resolution = Gateway.resolve(routes, ask.contextKey(), ask.key(), caller, now);
    switch (resolution) {
      case Resolution.Found found -> {
        boolean sent = answers.found(found, ask, in, known, exchange);
        count(routes, ask, sent ? Outcome.FOUND : Outcome.NOT_MODIFIED, exchange);
        if (found.asked.extra != null) {
          gateway.called(found.asked, found.asked.extra, caller, now);
        }
      }
      case Resolution.Retired retired -> {
        count(routes, ask, Outcome.RETIRED, exchange);
        exchange.problem(
            Problems.of(FaultCode.GONE, "The name is no longer in use.", in.requestId)
                .succeededBy(retired.successor()));
      }
      case Resolution.Unknown _ -> {
        count(routes, ask, Outcome.UNKNOWN, exchange);
        unknown(ask, in, exchange, caller != null && caller.reads(ask.contextKey()));
      }
      case Resolution.Denied _ -> {
        count(routes, ask, Outcome.DENIED, exchange);
        exchange.problem(in, FaultCode.NOT_FOUND, NO_SUCH_NAME);
      }
    }
  }

  /**
   * @param helps whether the caller may be told other names; that the context is public is not
   *     enough
   */
  private void unknown(Ask ask, Inbound in, Exchange exchange, boolean helps) {
    if (!gateway.loaded()) {
      exchange.problem(in, FaultCode.UNAVAILABLE, "The server is starting.");
      return;
    }
    if (!helps) {
      exchange.problem(in, FaultCode.NOT_FOUND, NO_SUCH_NAME);
      return;
    }
    desk.ask(
        ask.contextKey(),
        ask.alias(),
        names ->
            exchange.problem(
                Problems.of(FaultCode.NOT_FOUND, NO_SUCH_NAME, in.requestId).suggesting(names)));
  }

  private @Nullable KeyGrant grantOf(ApiKeyText key, Request request, long now) {
    KeyGrant grant = gateway.keys().grantOf(key, now);
    if (grant == null || !admits(grant.allowedFrom(), request)) {
      return null;
    }
    gateway.used(grant, now);
    return grant;
  }

  private static boolean admits(List<AllowedFrom> all, Request request) {
    for (AllowedFrom each : all) {
      if (!admits(each, request)) {
        return false;
      }
    }
    return true;
  }

  /** Most credentials work from everywhere, and Jetty makes the caller's address anew each time. */
  private static boolean admits(AllowedFrom allowedFrom, Request request) {
    return allowedFrom.isAnywhere()
        || allowedFrom.admit(Request.getRemoteAddr(request), certificate(request));
  }

  private static @Nullable String certificate(Request request) {
    return request.getAttribute(Front.CERTIFICATE_ATTRIBUTE) instanceof String hash ? hash : null;
  }

  private static boolean isPublic(RouteTable routes, String contextKey) {
    ContextRoute context = routes.context(contextKey);
    return context != null && context.isPublic();
  }

  private void count(RouteTable routes, Ask ask, Outcome outcome, Exchange exchange) {
    ContextRoute context = routes.context(ask.contextKey());
    gateway
        .metrics()
        .count(
            context == null ? ResolveMetrics.OTHER : context.key(),
            outcome,
            NanoTime.since(exchange.request().getBeginNanoTime()));
  }
}
