package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.SessionView;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Html;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the account page shows. Thread-safe. */
@Component
final class AccountView {
  private final Sessions sessions;
  private final Logins logins;
  private final Totp totp;
  private final FactorRule factors;
  private final ObjectProvider<LoginLinks> links;

  AccountView(
      Sessions sessions,
      Logins logins,
      Totp totp,
      FactorRule factors,
      ObjectProvider<LoginLinks> links) {
    this.sessions = sessions;
    this.logins = logins;
    this.totp = totp;
    this.factors = factors;
    this.links = links;
  }

  Html of(Actor actor, Html said) {
    return Html.of(
        """
        {}
        <p>You are {}, here by <code>{}</code>. <a href="/logout">Sign out</a></p>
        {}
        {}
        """,
        said,
        actor.name(),
        actor.via(),
        sessionsOf(actor),
        logins.local(actor).isPresent() ? passwordOf(actor) : elsewhere());
  }

  private Html sessionsOf(Actor actor) {
    List<Html> rows =
        sessions.of(actor.principalId()).stream()
            .map(session -> row(session.shown(actor.via())))
            .toList();
    return Html.of(
        """
        <h2>Your sessions</h2>
        <table><tr><th>session<th>opened<th>last used<th></tr>
        {}
        </table>
        <form method="post" action="/login/account/sessions/end-others">
        <button>End all others, and sign devices out</button></form>
        """,
        Html.all(rows));
  }

  private static Html row(SessionView session) {
    Html end =
        session.current()
            ? Html.of("this one")
            : Html.of(
                """
                <form method="post" action="/login/account/sessions/end">
                <button name="id" value="{}">End</button></form>
                """,
                session.id());
    return Html.of(
        "<tr><td><code>{}</code> {}<td>{}<td>{}<td>{}</tr>\n",
        session.id(),
        session.provider(),
        shown(session.openedAt()),
        shown(session.usedAt()),
        end);
  }

  private static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  private Html passwordOf(Actor actor) {
    boolean second = totp.isSetUp(actor.principalId());
    return Html.of(
        """
        <h2>Password</h2>
        <form method="post" action="/login/account/password">
        <label>Old password
        <input name="old_password" type="password" autocomplete="current-password" required></label>
        {}
        <label>New password, {} to {} characters
        <input name="new_password" type="password" autocomplete="new-password" required></label>
        <button>Change the password</button>
        </form>
        <h2>Authenticator program</h2>
        <p>{}</p>
        <form method="post" action="/login/account/totp">
        <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
        {}
        <button>{}</button>
        </form>
        {}
        """,
        code(second),
        PasswordRules.SHORTEST,
        PasswordRules.LONGEST,
        second ? "A code of it is asked for when you sign in." : demand(),
        code(second),
        second ? "Set up another" : "Set one up",
        proof(second));
  }

  /** Who has no password proves it again where they signed in. */
  private Html elsewhere() {
    List<Html> ways =
        links
            .orderedStream()
            .flatMap(way -> way.links().stream())
            .map(link ->
                Html.of("<p><a href=\"{}?fresh=true\">At {}</a></p>", link.path(), link.name()))
            .toList();
    return Html.of("<h2>Prove again who you are</h2>{}", Html.all(ways));
  }

  private String demand() {
    return factors.demanded()
        ? "None is set up. Without one you cannot approve, administer or override here."
        : "None is set up.";
  }

  private static Html proof(boolean second) {
    return Html.of(
        """
        <h2>Prove again who you are</h2>
        <p>Approving asks for this when your last proof is more than 15 minutes old.</p>
        <form method="post" action="/login/account/proof">
        <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
        {}
        <button>Prove</button>
        </form>
        """,
        code(second));
  }

  private static Html code(boolean second) {
    return second
        ? Html.of(
            "<label>Code of your authenticator program <input name=\"code\""
                + " inputmode=\"numeric\" autocomplete=\"one-time-code\" required></label>")
        : Html.NOTHING;
  }

  /** Shows a new secret, as text that every program takes. */
  Html ofSecret(Actor actor, String secret) {
    String label = URLEncoder.encode(actor.name(), StandardCharsets.UTF_8).replace("+", "%20");
    String uri =
        "otpauth://totp/Nexus%20SSOT:"
            + label
            + "?secret="
            + secret
            + "&issuer=Nexus%20SSOT&algorithm=SHA1&digits=6&period=30";
    return Html.of(
        """
        <p>Give your authenticator program this secret, or the address below. It is shown once.</p>
        <p><code>{}</code></p>
        <p><code>{}</code></p>
        <form method="post" action="/login/account/totp/confirm">
        <label>The code that the program shows then
        <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
        <button>Use it from now on</button>
        </form>
        """,
        secret,
        uri);
  }
}
