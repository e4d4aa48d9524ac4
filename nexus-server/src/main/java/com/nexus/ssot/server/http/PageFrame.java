package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What all pages for people have around them: markup, and headers that keep others out. */
public final class PageFrame {
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

  /** An answer with the headers of a page. */
  public static ResponseEntity.BodyBuilder headers(HttpStatus status) {
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /** A page. */
  public static ResponseEntity<byte[]> page(HttpStatus status, String title, Html body) {
    return page(headers(status), title, body);
  }

  /** A page with more headers. */
  public static ResponseEntity<byte[]> page(
      ResponseEntity.BodyBuilder headers, String title, Html body) {
    byte[] bytes = Html.of(FRAME, title, title, body).markup().getBytes(StandardCharsets.UTF_8);
    return headers.contentType(TYPE).body(bytes);
  }

  /** Sends a browser on, by GET. */
  public static ResponseEntity<byte[]> goTo(String path) {
    return goTo(headers(HttpStatus.SEE_OTHER), path);
  }

  /** The same with more headers. */
  public static ResponseEntity<byte[]> goTo(ResponseEntity.BodyBuilder headers, String path) {
    return headers.location(URI.create(path)).build();
  }

  /** The status of a page that tells a fault. */
  public static HttpStatus statusOf(Fault fault) {
    return HttpStatus.valueOf(fault.code().status());
  }

  /** What went wrong, and what to do. */
  public static Html told(Fault fault) {
    return Html.of(
        "<div class=\"wrong\" role=\"alert\"><p>{}</p>{}</div>",
        fault.detail(),
        Html.all(fault.causes().stream().map(PageFrame::told).toList()));
  }

  private static Html told(Cause cause) {
    return Html.of("<p>{} {}</p>", cause.message(), cause.fix() == null ? "" : cause.fix());
  }

  /** Something that worked. */
  public static Html said(String text) {
    return Html.of("<p class=\"said\" role=\"status\">{}</p>", text);
  }
}
