package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Answers for requests that Jetty refuses by itself, before or after the servlets: with a problem
 * document instead of its page, which shows its version and stack traces.
 */
final class StrictErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (response.isCommitted()) {
      callback.succeeded();
      return true;
    }
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    Fault fault = Failures.ofStatus(status);
    String id = response.getHeaders().get(RequestIds.HEADER);
    byte[] body = CanonicalJson.bytes(Json.tree(Problem.of(fault, id)));
    response.setStatus(fault.code().status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /** Puts the handler in place when a context has started. */
  record OnceStarted(ContextHandler context) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarted(LifeCycle event) {
      context.setErrorHandler(new StrictErrors());
    }
  }
}
