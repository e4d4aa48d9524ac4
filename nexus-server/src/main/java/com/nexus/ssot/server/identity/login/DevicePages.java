package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Form;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.PageFrame;
import com.nexus.ssot.server.http.SignedIn;
import com.nexus.ssot.server.http.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where people let programs in that show a code. */
@WebPage
@SignedIn
final class DevicePages {
  private static final String TITLE = "Let a program in";
  private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{1,20}");

  private final ObjectProvider<DeviceLogins> devices;
  private final Browser browser;

  DevicePages(ObjectProvider<DeviceLogins> devices, Browser browser) {
    this.devices = devices;
    this.browser = browser;
  }

  @GetMapping("/device")
  ResponseEntity<byte[]> show(
      @RequestParam(name = "user_code", required = false) @Nullable String code, Actor actor) {
    if (code == null || code.isBlank()) {
      return page(HttpStatus.OK, ask(Html.NOTHING));
    }
    return find(code)
        .map(pending -> page(HttpStatus.OK, decide(pending, actor)))
        .orElseGet(() -> page(HttpStatus.NOT_FOUND, ask(unknown())));
  }

  @PostMapping("/device")
  ResponseEntity<byte[]> decide(
      @Body(types = Form.TYPE, maxBytes = LoginPages.MOST_BYTES) byte[] body,
      Actor actor,
      HttpServletRequest request) {
    browser.requireSession(request);
    Form form = Form.read(body, Set.of("user_code", "decision"));
    DeviceLogins.Pending pending = find(form.get("user_code")).orElse(null);
    if (pending == null) {
      return page(HttpStatus.NOT_FOUND, ask(unknown()));
    }
    return switch (form.get("decision")) {
      case "confirm" -> {
        devices.getObject().confirm(pending.userCode(), actor);
        yield page(HttpStatus.OK, PageFrame.said("The program is let in. Go back to it."));
      }
      case "deny" -> {
        devices.getObject().deny(pending.userCode(), actor);
        yield page(HttpStatus.OK, PageFrame.said("The program is turned away."));
      }
      default -> page(HttpStatus.OK, decide(pending, actor));
    };
  }

  private Optional<DeviceLogins.Pending> find(String written) {
    String code = written.strip().toUpperCase(Locale.ROOT);
    DeviceLogins known = devices.getIfAvailable();
    return known == null || !CODE.matcher(code).matches() ? Optional.empty() : known.find(code);
  }

  private static Html unknown() {
    return Html.of("<p class=\"wrong\" role=\"alert\">No program waits with this code.</p>");
  }

  private static Html ask(Html said) {
    return Html.of(
        """
        {}
        <form method="get" action="/device">
        <label>The code that the program shows
        <input name="user_code" autocomplete="off" required></label>
        <button>Go on</button>
        </form>
        """,
        said);
  }

  private static Html decide(DeviceLogins.Pending pending, Actor actor) {
    return Html.of(
        """
        <p>A program that calls itself <strong>{}</strong> asked at {} from {} and shows
        <code>{}</code>.</p>
        <p>If you let it in, it acts as you, {}. Only do so if you have just started it
        yourself.</p>
        <form method="post" action="/device">
        <input type="hidden" name="user_code" value="{}">
        <button name="decision" value="confirm">Let it in</button>
        <button name="decision" value="deny">Turn it away</button>
        </form>
        """,
        pending.client(),
        pending.askedAt(),
        pending.ip() == null ? "an unknown address" : pending.ip(),
        pending.userCode(),
        actor.name(),
        pending.userCode());
  }

  private static ResponseEntity<byte[]> page(HttpStatus status, Html body) {
    return PageFrame.page(status, TITLE, body);
  }
}
