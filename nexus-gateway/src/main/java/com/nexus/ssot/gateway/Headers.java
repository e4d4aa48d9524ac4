package com.nexus.ssot.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Header fields of answers, encoded once where they never change. */
final class Headers {
  static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  static final HttpField PROBLEM =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/problem+json");
  static final HttpField CHALLENGE =
      new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"nexus\"");
  static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  /** A year, with every name below this one. */
  static final HttpField STRICT_TRANSPORT =
      new PreEncodedHttpField(
          HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");

  /** Kept by the caller only, and asked again each time: who may read can change at any moment. */
  static final HttpField PRIVATE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-cache");

  /** What the answer depends on besides the address. */
  static final HttpField VARY =
      new PreEncodedHttpField(HttpHeader.VARY, "Authorization, X-API-Key, X-Nexus-Context");

  static final String INDEX = "X-Nexus-Index";

  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Headers() {}

  /** Adds what every answer carries to headers that have none of it. */
  static void addCommon(HttpFields.Mutable headers, String requestId) {
    headers.add(NO_SNIFF);
    headers.add(NO_REFERRER);
    headers.add(new HttpField(RequestIds.HEADER, requestId));
  }

  /** Sees to it that headers carry what every answer carries, and not the server's name. */
  static void ensureCommon(HttpFields.Mutable headers, String requestId) {
    headers.remove(HttpHeader.SERVER);
    headers.put(NO_SNIFF);
    headers.put(NO_REFERRER);
    if (!headers.contains(RequestIds.HEADER)) {
      headers.put(RequestIds.HEADER, requestId);
    }
  }

  /** A time as HTTP writes it (RFC 9110, section 5.6.7). */
  static String httpDate(long epochMillis) {
    return HTTP_DATE.format(Instant.ofEpochMilli(epochMillis));
  }
}
