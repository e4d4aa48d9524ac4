package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.LoginDraft;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.PasswordChange;
import com.nexus.ssot.model.api.SessionView;
import com.nexus.ssot.model.api.StepUp;
import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.SignedIn;
import com.nexus.ssot.server.identity.Introductions;
import com.nexus.ssot.server.identity.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out over HTTP; the session comes and goes as a cookie. */
@RestController
@RequestMapping("/api/auth")
@SignedIn
final class LoginResource {
  private static final int MOST_BYTES = 8 << 10;

  private final Logins logins;
  private final Enrolment enrolment;
  private final Sessions sessions;
  private final Browser browser;
  private final Introductions introductions;

  LoginResource(
      Logins logins,
      Enrolment enrolment,
      Sessions sessions,
      Browser browser,
      Introductions introductions) {
    this.introductions = introductions;
    this.logins = logins;
    this.enrolment = enrolment;
    this.sessions = sessions;
    this.browser = browser;
  }

  /** A session that the browser had before ends: its id may be known to others. */
  @Open
  @PostMapping("/login")
  ResponseEntity<WhoAmI> login(
      @Body(maxBytes = MOST_BYTES) LoginDraft draft,
      @Nullable Actor before,
      HttpServletRequest request) {
    Attempt attempt =
        new Attempt(draft.username(), draft.password(), draft.totp(), browser.device(request));
    Opened opened = logins.login(attempt, Origins.of(request));
    browser.end(before, request);
    return introduced(opened, browser.handOutDevice(attempt));
  }

  /** Open, because a session may have ended before. */
  @Open
  @PostMapping("/logout")
  ResponseEntity<Void> logout(@Nullable Actor actor, HttpServletRequest request) {
    browser.end(actor, request);
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, browser.takeBack())
        .header(Browser.CLEAR, Browser.EVERYTHING)
        .build();
  }

  @GetMapping("/sessions")
  Page<SessionView> sessions(Actor actor, HttpServletRequest request) {
    browser.requireSession(request);
    List<SessionView> views =
        sessions.of(actor.principalId()).stream().map(own -> own.shown(actor.via())).toList();
    return new Page<>(views, null, null);
  }

  @DeleteMapping("/sessions/{id}")
  ResponseEntity<Void> endSession(
      @PathVariable String id, Actor actor, HttpServletRequest request) {
    browser.requireSession(request);
    sessions.end(actor, id);
    return ResponseEntity.noContent().build();
  }

  /** All but the one that asks, and all logins on devices. */
  @DeleteMapping("/sessions")
  ResponseEntity<Void> endOtherSessions(Actor actor, HttpServletRequest request) {
    sessions.endAll(actor, browser.session(request));
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/password")
  ResponseEntity<Void> changePassword(
      @Body(maxBytes = MOST_BYTES) PasswordChange change, Actor actor, HttpServletRequest request) {
    String cookie = browser.session(request);
    Opened opened =
        enrolment.changePassword(
            cookie, actor, change.oldPassword(), change.totp(), change.newPassword());
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, browser.handOut(opened))
        .build();
  }

  @PostMapping("/step-up")
  ResponseEntity<WhoAmI> stepUp(
      @Body(maxBytes = MOST_BYTES) StepUp proof, Actor actor, HttpServletRequest request) {
    String cookie = browser.session(request);
    return introduced(logins.stepUp(cookie, actor, proof.password(), proof.totp(), actor.origin()));
  }

  private ResponseEntity<WhoAmI> introduced(Opened opened, String... cookies) {
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, browser.handOut(opened))
        .header(HttpHeaders.SET_COOKIE, cookies)
        .body(introductions.of(opened.actor(), opened.endsAt()));
  }
}
