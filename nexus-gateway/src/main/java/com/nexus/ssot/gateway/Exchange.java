package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request with what is needed to answer it, once. */
record Exchange(Request request, Response response, Callback callback) {

  void problem(Inbound in, FaultCode code, String detail) {
    problem(Problems.of(code, detail, in.requestId));
  }

  void problem(Problem problem) {
    Problems.write(response, callback, problem);
  }
}
