package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Form;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.PageFrame;
import com.nexus.ssot.server.http.SignedIn;
import com.nexus.ssot.server.http.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page where people look after how they sign in. */
@WebPage
@RequestMapping("/login/account")
@SignedIn
final class AccountPages {
  private static final String PATH = "/login/account";

  private final AccountView view;
  private final Logins logins;
  private final Enrolment enrolment;
  private final Sessions sessions;
  private final Browser browser;

  AccountPages(
      AccountView view, Logins logins, Enrolment enrolment, Sessions sessions, Browser browser) {
    this.view = view;
    this.logins = logins;
    this.enrolment = enrolment;
    this.sessions = sessions;
    this.browser = browser;
  }

  @GetMapping
  ResponseEntity<byte[]> show(Actor actor) {
    return PageFrame.page(HttpStatus.OK, "Your account", view.of(actor, Html.NOTHING));
  }

  @PostMapping("/sessions/end")
  ResponseEntity<byte[]> endSession(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body, Actor actor) {
    sessions.end(actor, Form.read(body, Set.of("id")).get("id"));
    return PageFrame.goTo(PATH);
  }

  @PostMapping("/sessions/end-others")
  ResponseEntity<byte[]> endOthers(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES, required = false)
          byte @Nullable [] body,
      Actor actor,
      HttpServletRequest request) {
    sessions.endAll(actor, browser.session(request));
    return PageFrame.goTo(PATH);
  }

  @PostMapping("/password")
  ResponseEntity<byte[]> changePassword(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body,
      Actor actor,
      HttpServletRequest request) {
    Form form = Form.read(body, Set.of("old_password", "code", "new_password"));
    Opened opened =
        enrolment.changePassword(
            browser.session(request),
            actor,
            form.get("old_password"),
            form.get("code"),
            form.get("new_password"));
    Html said =
        PageFrame.said("The password is changed. Your other sessions and devices are signed out.");
    return PageFrame.page(
        PageFrame.headers(HttpStatus.OK).header(HttpHeaders.SET_COOKIE, browser.handOut(opened)),
        "Your account",
        view.of(opened.actor(), said));
  }

  @PostMapping("/proof")
  ResponseEntity<byte[]> stepUp(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body,
      Actor actor,
      HttpServletRequest request) {
    Form form = Form.read(body, Set.of("password", "code"));
    return renewed(
        logins.stepUp(
            browser.session(request),
            actor,
            form.get("password"),
            form.get("code"),
            actor.origin()));
  }

  /** Shows the secret of an authenticator program, once. */
  @PostMapping("/totp")
  ResponseEntity<byte[]> proposeTotp(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body,
      Actor actor,
      HttpServletRequest request) {
    browser.requireSession(request);
    Form form = Form.read(body, Set.of("password", "code"));
    String secret = enrolment.proposeTotp(actor, form.get("password"), form.get("code"));
    return PageFrame.page(HttpStatus.OK, "Authenticator program", view.ofSecret(actor, secret));
  }

  @PostMapping("/totp/confirm")
  ResponseEntity<byte[]> confirmTotp(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body,
      Actor actor,
      HttpServletRequest request) {
    String code = Form.read(body, Set.of("code")).get("code");
    return renewed(enrolment.confirmTotp(browser.session(request), actor, code));
  }

  private ResponseEntity<byte[]> renewed(Opened opened) {
    return PageFrame.goTo(
        PageFrame.headers(HttpStatus.SEE_OTHER)
            .header(HttpHeaders.SET_COOKIE, browser.handOut(opened)),
        PATH);
  }
}
