package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a request says outside its body, read once and checked by the rules that hold for both
 * planes. Used by one thread.
 */
final class Inbound {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final int LONGEST_TARGET = 4096;
  private static final int MOST_HEADER_LINES = 100;
  private static final String SESSION_COOKIE = "__Host-nxs=";

  final String method;
  final String path;
  final Query query;
  final boolean http11;
  String requestId = "";
  @Nullable Credential credential;
  @Nullable String ifNoneMatch;
  @Nullable String context;

  /** Why the request is refused; null when it is not. */
  @Nullable FaultCode refused;

  String reason = "";
  private int credentials;
  private boolean session;
  private boolean coded;

  private Inbound(Request request) {
    this.method = request.getMethod();
    String raw = request.getHttpURI().getPath();
    this.path = raw == null ? "" : raw;
    Query read = Query.of(request.getHttpURI().getQuery());
    this.query = read == null ? Query.NONE : read;
    HttpVersion version = request.getConnectionMetaData().getHttpVersion();
    this.http11 = version.getVersion() < 20;
    this.coded = version == HttpVersion.HTTP_1_0;
    readHeaders(request.getHeaders());
    if (requestId.isEmpty()) {
      requestId = RequestIds.next();
    }
    check(request, read == null);
  }

  static Inbound of(Request request) {
    return new Inbound(request);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean isRead() {
    return method.equals("GET") || isHead();
  }

  private void readHeaders(HttpFields headers) {
    int lines = headers.size();
    if (lines > MOST_HEADER_LINES) {
      refuse(FaultCode.HEADERS_TOO_LARGE, "There are more than 100 header lines.");
      return;
    }
    for (int i = 0; i < lines; i++) {
      HttpField field = headers.getField(i);
      HttpHeader header = field.getHeader();
      if (header == null) {
        readOther(field);
      } else if (header == HttpHeader.AUTHORIZATION) {
        credentials++;
        credential =
            field instanceof Credential.Field known
                ? known.credential
                : Credential.bearer(field.getValue());
      } else if (header == HttpHeader.IF_NONE_MATCH) {
        ifNoneMatch = ifNoneMatch == null ? field.getValue() : ifNoneMatch + "," + field.getValue();
      } else if (header == HttpHeader.COOKIE) {
        session |= field.getValue() != null && field.getValue().contains(SESSION_COOKIE);
      } else if (header == HttpHeader.TRANSFER_ENCODING) {
        checkCoding(field.getValue());
      }
    }
  }

  /** Jetty heeds the last coding only; a body in another would be taken for what it is not. */
  private void checkCoding(@Nullable String value) {
    // HTTP/1.0 has no codings, so a proxy in between may end such a body elsewhere (RFC 9112, 6.1).
    if (coded || !"chunked".equalsIgnoreCase(value)) {
      refuse(FaultCode.NOT_IMPLEMENTED, "The only Transfer-Encoding that is read is chunked.");
    }
    coded = true;
  }

  private void readOther(HttpField field) {
    String name = field.getName();
    String value = field.getValue() == null ? "" : field.getValue();
    if (name.equalsIgnoreCase("X-API-Key")) {
      credentials++;
      credential = Credential.of(value);
    } else if (name.equalsIgnoreCase(RequestIds.HEADER)) {
      requestId = RequestIds.isHarmless(value) ? value : "";
    } else if (name.equalsIgnoreCase("X-Nexus-Context")) {
      context = value;
    }
  }

  private void check(Request request, boolean brokenQuery) {
    if (refused != null) {
      return;
    }
    if (!METHODS.contains(method)) {
      refuse(
          method.equals("TRACE") ? FaultCode.METHOD_NOT_ALLOWED : FaultCode.NOT_IMPLEMENTED,
          "The method is not one that is served here.");
      return;
    }
    if (isTooLong(request)) {
      refuse(FaultCode.URI_TOO_LONG, "Path and query are longer than 4096 characters.");
      return;
    }
    String flaw = Paths.flaw(path);
    if (flaw != null) {
      refuse(FaultCode.BAD_PATH, flaw + ".");
    } else if (brokenQuery) {
      refuse(FaultCode.BAD_PARAMETER, "An escape in the query is broken.");
    } else if (credentials > 1 || (credentials == 1 && session)) {
      refuse(FaultCode.AMBIGUOUS_CREDENTIAL, "Send one credential, in one header.");
    } else if (query.carriesCredential()) {
      refuse(
          FaultCode.CREDENTIAL_IN_URL,
          "Send the key in the header Authorization or X-API-Key, and replace it: addresses are"
              + " written to logs.");
    }
  }

  private boolean isTooLong(Request request) {
    String text = request.getHttpURI().getQuery();
    return path.length() + (text == null ? 0 : text.length() + 1) > LONGEST_TARGET;
  }

  private void refuse(FaultCode code, String why) {
    refused = code;
    reason = why;
  }
}
