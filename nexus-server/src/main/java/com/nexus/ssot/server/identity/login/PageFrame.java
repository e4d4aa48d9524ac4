package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What all pages for signing in have around them: markup, and headers that keep others out. */
final class PageFrame {
  private static final MediaType TYPE = MediaType.parseMediaType("text/html; charset=utf-8");

  /** There is no script, nothing of other hosts, and nobody may put the page in a frame. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /**
   * The page lets browsers say to ourselves where a form comes from; otherwise those that have no
   * other way to say it could not sign in.
   */
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="referrer" content="same-origin">
      <title>{} - Nexus SSOT</title>
      <link rel="stylesheet" href="/docs/assets/pages.css">
      <main>
      <h1>{}</h1>
      {}
      </main>
      </html>
      """;

  private PageFrame() {}

  static ResponseEntity.BodyBuilder headers(HttpStatus status) {
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  static ResponseEntity<byte[]> page(HttpStatus status, String title, Html body) {
    return page(headers(status), title, body);
  }

  static ResponseEntity<byte[]> page(ResponseEntity.BodyBuilder headers, String title, Html body) {
    byte[] bytes = Html.of(FRAME, title, title, body).markup().getBytes(StandardCharsets.UTF_8);
    return headers.contentType(TYPE).body(bytes);
  }

  /** Sends a browser on, by GET. */
  static ResponseEntity<byte[]> goTo(String path) {
    return goTo(headers(HttpStatus.SEE_OTHER), path);
  }

  static ResponseEntity<byte[]> goTo(ResponseEntity.BodyBuilder headers, String path) {
    return headers.location(URI.create(path)).build();
  }

  static HttpStatus statusOf(Fault fault) {
    return HttpStatus.valueOf(fault.code().status());
  }

  /** What went wrong, and what to do. */
  static Html told(Fault fault) {
    return Html.of(
        "<div class=\"wrong\" role=\"alert\"><p>{}</p>{}</div>",
        fault.detail(),
        Html.all(fault.causes().stream().map(PageFrame::told).toList()));
  }

  private static Html told(Cause cause) {
    return Html.of("<p>{} {}</p>", cause.message(), cause.fix() == null ? "" : cause.fix());
  }

  static Html said(String text) {
    return Html.of("<p class=\"said\" role=\"status\">{}</p>", text);
  }
}
