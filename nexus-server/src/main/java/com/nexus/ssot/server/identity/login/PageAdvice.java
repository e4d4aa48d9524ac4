package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.PageFrame;
import com.nexus.ssot.server.http.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Tells people on a page what a page refused; who is unknown is sent to sign in. */
@ControllerAdvice(annotations = WebPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAdvice {

  @ExceptionHandler(Fault.class)
  ResponseEntity<byte[]> answer(Fault fault, HttpServletRequest request) {
    boolean unknown = request.getAttribute(Actor.class.getName()) == null;
    if (unknown && fault.code() == FaultCode.UNAUTHENTICATED) {
      return PageFrame.goTo(LoginPages.addressFor(request));
    }
    return PageFrame.page(
        PageFrame.statusOf(fault),
        "That did not work",
        Html.of(
            "{}<p><a href=\"/login/account\">Back to your account</a></p>", PageFrame.told(fault)));
  }
}
