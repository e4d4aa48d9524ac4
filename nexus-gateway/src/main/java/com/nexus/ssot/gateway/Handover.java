package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests that are not for the data plane to the control plane, away from the thread of the
 * connection, because the control plane may block. Thread-safe.
 */
final class Handover {
  private final Executor executor;

  Handover(Executor executor) {
    this.executor = executor;
  }

  void give(
      @Nullable Handler next, Inbound in, Request request, Response response, Callback callback) {
    if (next == null) {
      notFound(in, response, callback);
      return;
    }
    request.setAttribute(DataPlane.REQUEST_ID_ATTRIBUTE, in.requestId);
    boolean strict = response.getHeaders().contains(HttpHeader.STRICT_TRANSPORT_SECURITY);
    request.addHttpStreamWrapper(stream -> new CommonHeaders(stream, in.requestId, strict));
    try {
      executor.execute(() -> run(next, in, request, response, callback));
    } catch (RejectedExecutionException e) {
      Problems.write(
          response,
          callback,
          Problems.of(FaultCode.UNAVAILABLE, "The server is stopping.", in.requestId));
    }
  }

  private static void run(
      Handler next, Inbound in, Request request, Response response, Callback callback) {
    try {
      if (!next.handle(request, response, callback)) {
        notFound(in, response, callback);
      }
    } catch (Throwable e) { // the callback must be completed whatever happened
      Response.writeError(request, response, callback, e);
    }
  }

  private static void notFound(Inbound in, Response response, Callback callback) {
    Problems.write(
        response,
        callback,
        Problems.of(FaultCode.NOT_FOUND, "There is nothing at this address.", in.requestId));
  }

  /** Adds what every answer carries, whoever writes it. */
  private static final class CommonHeaders extends HttpStream.Wrapper {
    private final String requestId;
    private final boolean strict;

    CommonHeaders(HttpStream stream, String requestId, boolean strict) {
      super(stream);
      this.requestId = requestId;
      this.strict = strict;
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
      Headers.ensureCommon(headers, requestId);
      if (strict) {
        headers.put(Headers.STRICT_TRANSPORT);
      }
      super.prepareResponse(headers);
    }
  }
}
