package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.RequestKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a handler its {@link WriteOptions}. */
final class WriteOptionsArgument implements HandlerMethodArgumentResolver {
  static final String DRY_RUN = "dryRun";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** The headers that are read here. */
  static final List<String> HEADERS =
      List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, IDEMPOTENCY_KEY);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == WriteOptions.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
  }

  private static WriteOptions read(HttpServletRequest request) {
    List<Cause> causes = new ArrayList<>();
    String ifMatch = joined(request, HttpHeaders.IF_MATCH);
    if (ifMatch != null && !ifMatch.equals("*")) {
      EntityTags.strongTags(ifMatch);
    }
    String ifNoneMatch = joined(request, HttpHeaders.IF_NONE_MATCH);
    if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
      causes.add(
          Cause.at(
              HttpHeaders.IF_NONE_MATCH,
              "On a write only * is understood, which means: create, never overwrite.",
              "Send *, or If-Match with the tag that you know."));
    }
    if (ifMatch != null && ifNoneMatch != null) {
      causes.add(
          Cause.at(
              HttpHeaders.IF_MATCH,
              "It contradicts If-None-Match: one demands that the object exists, the other that"
                  + " it does not.",
              "Send one of them."));
    }
    RequestKey key = idempotencyKey(request, causes);
    boolean dryRun = dryRun(request, causes);
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.BAD_PARAMETER, "A header or parameter cannot be used.", causes);
    }
    return new WriteOptions(ifMatch, ifNoneMatch != null, key, dryRun);
  }

  private static @Nullable String joined(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    return values.isEmpty() ? null : String.join(", ", values).strip();
  }

  private static @Nullable RequestKey idempotencyKey(
      HttpServletRequest request, List<Cause> causes) {
    List<String> values = Collections.list(request.getHeaders(IDEMPOTENCY_KEY));
    if (values.isEmpty()) {
      return null;
    }
    String key = values.getFirst().strip();
    if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
      key = key.substring(1, key.length() - 1);
    }
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (values.size() > 1
        || key.isEmpty()
        || key.length() > WriteOptions.MAX_KEY_LENGTH
        || !printable) {
      causes.add(
          Cause.at(
              IDEMPOTENCY_KEY,
              "It must come once, with 1 to "
                  + WriteOptions.MAX_KEY_LENGTH
                  + " printable ASCII characters without spaces.",
              "Send a UUID made for this request, and the same one when you repeat it."));
    }
    return new RequestKey(key, request.getMethod() + " " + request.getRequestURI());
  }

  private static boolean dryRun(HttpServletRequest request, List<Cause> causes) {
    List<String> values = QueryText.of(request).values().getOrDefault(DRY_RUN, List.of());
    if (values.isEmpty()) {
      return false;
    }
    if (values.size() > 1) {
      causes.add(Cause.at("?" + DRY_RUN, "It is given more than once.", "Give it once."));
    }
    return Boolean.TRUE.equals(QueryValue.read(DRY_RUN, values.getFirst(), Boolean.class, causes));
  }
}
