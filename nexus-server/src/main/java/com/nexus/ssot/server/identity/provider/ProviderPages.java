package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits.Rate;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Rated;
import com.nexus.ssot.server.http.SignedIn;
import com.nexus.ssot.server.http.WebPage;
import com.nexus.ssot.server.identity.Origins;
import com.nexus.ssot.server.identity.SessionCookie;
import com.nexus.ssot.server.identity.login.Sessions;
import com.nexus.ssot.server.identity.provider.ProviderLogins.Begun;
import com.nexus.ssot.server.identity.provider.ProviderLogins.Done;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.HtmlUtils;

/** The ways to a provider and back. */
@WebPage
@Open
final class ProviderPages {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderPages.class);
  private static final MediaType TYPE = MediaType.parseMediaType("text/html; charset=utf-8");
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private final ProviderLogins logins;
  private final PendingCookie pending;
  private final SessionCookie session;
  private final Sessions sessions;

  ProviderPages(
      ProviderLogins logins, PendingCookie pending, SessionCookie session, Sessions sessions) {
    this.logins = logins;
    this.pending = pending;
    this.session = session;
    this.sessions = sessions;
  }

  /**
   * What a login can be begun with.
   *
   * @param next where to go afterwards
   * @param fresh whether the person must prove anew who they are
   */
  record Beginning(@Nullable String next, boolean fresh) {}

  /** Sends the browser to the provider. */
  @Rated(Rate.LOGINS)
  @GetMapping("/oauth2/authorization/{provider}")
  ResponseEntity<byte[]> begin(@PathVariable String provider, @Query Beginning beginning) {
    Begun begun = logins.begin(provider, beginning.next(), beginning.fresh());
    return headers(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, pending.handOut(begun.cookie()))
        .location(begun.address())
        .build();
  }

  /** A page and no redirect: browsers stop forms that end at another host. */
  @SignedIn
  @PostMapping("/oauth2/link/{provider}")
  ResponseEntity<byte[]> link(@PathVariable String provider, Actor actor) {
    Begun begun = logins.beginLink(provider, actor);
    String label = HtmlUtils.htmlEscape(begun.label());
    return page(
        headers(HttpStatus.OK).header(HttpHeaders.SET_COOKIE, pending.handOut(begun.cookie())),
        "One more way to sign in",
        "<p>Sign in at %s with the account that shall be yours here too.</p>".formatted(label)
            + "<p><a rel=\"noreferrer\" href=\"%s\">Go to %s</a></p>"
                .formatted(HtmlUtils.htmlEscape(begun.address().toString()), label));
  }

  /** Takes the provider's answer. */
  @Rated(Rate.LOGINS)
  @GetMapping("/login/oauth2/code/{provider}")
  ResponseEntity<byte[]> comeBack(
      @PathVariable String provider,
      @Query(othersIgnored = true) Answer answer,
      @Nullable Actor before,
      HttpServletRequest request) {
    Done done =
        logins.complete(provider, answer, pending.value(request), before, Origins.of(request));
    ResponseEntity.BodyBuilder response =
        headers(HttpStatus.SEE_OTHER)
            .header(HttpHeaders.SET_COOKIE, pending.takeBack())
            .location(URI.create(done.next()));
    if (done.session() != null) {
      endBefore(request, before);
      response.header(HttpHeaders.SET_COOKIE, session.handOut(done.session().cookie()));
    }
    return response.build();
  }

  /** The id that the browser had before may be known to others. */
  private void endBefore(HttpServletRequest request, @Nullable Actor before) {
    List<String> cookies = session.values(request);
    if (before != null && !cookies.isEmpty()) {
      sessions.end(cookies.getFirst(), before);
    }
  }

  /** Tells people on a page what went wrong. */
  @ExceptionHandler(Fault.class)
  ResponseEntity<byte[]> answer(Fault fault) {
    if (fault.getCause() != null) {
      LOG.warn("{}: {}", fault.detail(), reason(fault.getCause()));
    }
    StringBuilder body = new StringBuilder();
    body.append("<p>").append(HtmlUtils.htmlEscape(fault.detail())).append("</p>\n");
    for (Cause cause : fault.causes()) {
      String fix = cause.fix() == null ? "" : " " + cause.fix();
      body.append("<p>").append(HtmlUtils.htmlEscape(cause.message() + fix)).append("</p>\n");
    }
    body.append("<p><a href=\"/login\">Sign in</a></p>");
    return page(
        headers(HttpStatus.valueOf(fault.code().status())), "That did not work", body.toString());
  }

  /** Our own words and the sorts of failures, not texts in which a provider could write. */
  private static String reason(Throwable cause) {
    String ours = cause instanceof IOException ? cause.getMessage() : cause.getClass().getName();
    return cause.getCause() == null
        ? String.valueOf(ours)
        : ours + " (" + cause.getCause().getClass().getSimpleName() + ")";
  }

  private static ResponseEntity.BodyBuilder headers(HttpStatus status) {
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static ResponseEntity<byte[]> page(
      ResponseEntity.BodyBuilder headers, String title, String body) {
    return headers
        .contentType(TYPE)
        .body(
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s - Nexus SSOT</title>
            <link rel="stylesheet" href="/docs/assets/docs.css">
            <main>
            <h1>%1$s</h1>
            %2$s
            </main>
            </html>
            """
                .formatted(title, body)
                .getBytes(StandardCharsets.UTF_8));
  }
}
