package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.json.Json;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes error answers as problem documents (RFC 9457). */
final class Problems {
  private Problems() {}

  static Problem of(FaultCode code, String detail, String requestId) {
    return Problem.of(code, detail, requestId, List.of());
  }

  /** Answers with a problem; the headers every answer carries are added. */
  static void write(Response response, Callback callback, Problem problem) {
    HttpFields.Mutable headers = response.getHeaders();
    Headers.ensureCommon(headers, String.valueOf(problem.instance()));
    headers.put(Headers.PROBLEM);
    headers.put(Headers.NO_STORE);
    if (problem.status() == FaultCode.UNAUTHENTICATED.status()) {
      headers.put(Headers.CHALLENGE);
    }
    response.setStatus(problem.status());
    byte[] body = Json.mapper().writeValueAsBytes(problem);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
