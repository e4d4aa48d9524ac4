package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Form;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.PageFrame;
import com.nexus.ssot.server.http.WebPage;
import com.nexus.ssot.server.identity.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages for signing in and out. */
@WebPage
@Open
final class LoginPages {
  static final int MOST_BYTES = 8 << 10;

  private static final String PATH = "/login";

  /** Where people can be sent after signing in; anything else could lead them to others. */
  private static final Pattern NEXT =
      Pattern.compile(
          "/login/account|/device(\\?user_code=[A-Za-z0-9-]{1,20})?"
              + "|/changes/[0-9a-f-]{36}(\\?[A-Za-z0-9%+&=._-]{1,4000})?");

  private final Logins logins;
  private final Enrolment enrolment;
  private final Browser browser;
  private final ObjectProvider<LoginLinks> links;

  LoginPages(
      Logins logins, Enrolment enrolment, Browser browser, ObjectProvider<LoginLinks> links) {
    this.logins = logins;
    this.enrolment = enrolment;
    this.browser = browser;
    this.links = links;
  }

  @GetMapping("/login")
  ResponseEntity<byte[]> show(
      @RequestParam(required = false) @Nullable String next, @Nullable Actor actor) {
    Html known =
        actor == null
            ? Html.NOTHING
            : Html.of(
                "<p>You are signed in as {}. <a href=\"/login/account\">Your account</a></p>",
                actor.name());
    return page(HttpStatus.OK, known, "", safe(next));
  }

  @PostMapping("/login")
  ResponseEntity<byte[]> login(
      @Body(types = Form.TYPE, maxBytes = MOST_BYTES) byte[] body,
      @Nullable Actor before,
      HttpServletRequest request) {
    Form form = Form.read(body, Set.of("username", "password", "code", "next"));
    String next = safe(form.get("next"));
    try {
      Attempt attempt =
          new Attempt(
              form.get("username"),
              form.get("password"),
              form.get("code").strip(),
              browser.device(request));
      Opened opened = logins.login(attempt, Origins.of(request));
      browser.end(before, request);
      return PageFrame.goTo(
          PageFrame.headers(HttpStatus.SEE_OTHER)
              .header(HttpHeaders.SET_COOKIE, browser.handOut(opened))
              .header(HttpHeaders.SET_COOKIE, browser.handOutDevice(attempt)),
          next);
    } catch (Fault fault) {
      return page(PageFrame.statusOf(fault), PageFrame.told(fault), form.get("username"), next);
    }
  }

  /** Sets a password by an invitation, or by the key that the first start showed. */
  @PostMapping("/login/invitation")
  ResponseEntity<byte[]> useInvitation(
      @Body(types = Form.TYPE, maxBytes = MOST_BYTES) byte[] body, HttpServletRequest request) {
    Form form = Form.read(body, Set.of("invitation", "new_password"));
    try {
      LocalUser user =
          enrolment.setPassword(
              form.get("invitation").strip(), form.get("new_password"), Origins.of(request));
      String name = user.username() == null ? user.displayName() : user.username();
      Html said =
          PageFrame.said("The password is set. Sign in with it; your name is " + name + ".");
      return page(HttpStatus.OK, said, name, safe(null));
    } catch (Fault fault) {
      return page(PageFrame.statusOf(fault), PageFrame.told(fault), "", safe(null));
    }
  }

  @GetMapping("/logout")
  ResponseEntity<byte[]> askToLeave(@Nullable Actor actor) {
    Html body =
        actor == null
            ? Html.of("<p>You are not signed in. <a href=\"/login\">Sign in</a></p>")
            : Html.of(
                """
                <p>You are signed in as {}.</p>
                <form method="post" action="/logout"><button>Sign out</button></form>
                """,
                actor.name());
    return PageFrame.page(HttpStatus.OK, "Sign out", body);
  }

  @PostMapping("/logout")
  ResponseEntity<byte[]> logout(
      @Body(types = Form.TYPE, maxBytes = MOST_BYTES, required = false) byte @Nullable [] body,
      @Nullable Actor actor,
      HttpServletRequest request) {
    browser.end(actor, request);
    return PageFrame.page(
        PageFrame.headers(HttpStatus.OK)
            .header(HttpHeaders.SET_COOKIE, browser.takeBack())
            .header(Browser.CLEAR, Browser.EVERYTHING),
        "Signed out",
        Html.of("<p>You are signed out. <a href=\"/login\">Sign in again</a></p>"));
  }

  /** Where to sign in so that one comes back to a page afterwards. */
  static String addressFor(HttpServletRequest request) {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    return request.getMethod().equals("GET") && NEXT.matcher(path).matches()
        ? PATH + "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)
        : PATH;
  }

  private static String safe(@Nullable String next) {
    return next != null && NEXT.matcher(next).matches() ? next : "/login/account";
  }

  private ResponseEntity<byte[]> page(HttpStatus status, Html said, String username, String next) {
    return PageFrame.page(
        status,
        "Sign in",
        Html.of(
            """
            {}
            <form method="post" action="/login">
            <input type="hidden" name="next" value="{}">
            <label>Name <input name="username" value="{}" autocomplete="username" required></label>
            <label>Password
            <input name="password" type="password" autocomplete="current-password" required></label>
            <label>Code of your authenticator program, if you set one up
            <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
            <button>Sign in</button>
            </form>
            {}
            <h2>Set a password</h2>
            <p>With an invitation, or with the administrator key of the first start.</p>
            <form method="post" action="/login/invitation">
            <label>Invitation or administrator key
            <input name="invitation" type="password" autocomplete="off" required></label>
            <label>New password, {} to {} characters
            <input name="new_password" type="password" autocomplete="new-password" required></label>
            <button>Set the password</button>
            </form>
            """,
            said,
            next,
            username,
            otherWays(),
            PasswordRules.SHORTEST,
            PasswordRules.LONGEST));
  }

  private Html otherWays() {
    List<Html> ways =
        links
            .orderedStream()
            .flatMap(way -> way.links().stream())
            .map(link ->
                Html.of("<p><a href=\"{}\">Sign in with {}</a></p>", link.path(), link.name()))
            .toList();
    return Html.all(ways);
  }
}
