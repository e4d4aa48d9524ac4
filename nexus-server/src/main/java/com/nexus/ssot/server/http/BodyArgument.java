package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;

/** Gives a handler its {@link Body} argument. */
final class BodyArgument implements HandlerMethodArgumentResolver {
  static final String JSON = "application/json";
  static final String MERGE_PATCH = "application/merge-patch+json";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(Body.class);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request =
        Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    HttpServletResponse response =
        Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
    Body body = Objects.requireNonNull(parameter.getParameterAnnotation(Body.class));
    List<String> types = types(body, request.getMethod());
    if (parameter.getParameterType() == Upload.class) {
      return new Upload(request, response, body, types);
    }
    byte[] bytes = BodyReader.read(request, response, types, body.maxBytes());
    if (bytes.length == 0) {
      if (body.required()) {
        throw empty();
      }
      return null;
    }
    return value(bytes, parameter.getParameterType());
  }

  static Fault empty() {
    return Fault.of(FaultCode.MALFORMED, "The call needs a body, and it is empty.");
  }

  private static Object value(byte[] bytes, Class<?> type) {
    if (type == byte[].class) {
      return bytes;
    }
    JsonNode tree = Json.readUnicode(bytes);
    return type == JsonNode.class ? tree : Json.convert(tree, type);
  }

  /** The content types a body may have. */
  static List<String> types(Body body, String method) {
    if (body.types().length > 0) {
      return List.of(body.types());
    }
    return method.equals("PATCH") ? List.of(MERGE_PATCH, JSON) : List.of(JSON);
  }
}
