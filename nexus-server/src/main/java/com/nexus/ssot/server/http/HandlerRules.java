package com.nexus.ssot.server.http;

import com.nexus.ssot.server.base.RateLimits.Rate;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * What a handler says about itself: whom it lets in, which query parameters it has, whether it
 * takes a body. Read once for each handler. Thread-safe.
 */
final class HandlerRules {
  /** Stands among the parameters of a handler that lets others be. */
  static final String ANY = "*";

  private final Map<Method, Rule> rules = new ConcurrentHashMap<>();

  /** Whom a handler lets in. */
  sealed interface Entry {
    /** Everybody. */
    record Everybody() implements Entry {}

    /** Everybody with a valid credential. */
    record Known() implements Entry {}

    /** Those who may. */
    record Those(Requires requires) implements Entry {}
  }

  /**
   * What holds for one handler.
   *
   * @param parameters names of its query parameters
   * @param takesBody whether it reads a body
   * @param takesOptions whether it reads what {@link WriteOptions} say
   * @param rate what it counts as; null for what its method says
   */
  record Rule(
      Entry entry,
      Set<String> parameters,
      boolean takesBody,
      boolean takesOptions,
      @Nullable Rate rate) {}

  /**
   * The rule of a handler.
   *
   * @throws IllegalStateException when it says nothing, or two things at once
   */
  Rule of(HandlerMethod handler) {
    return rules.computeIfAbsent(handler.getMethod(), _ -> read(handler));
  }

  private static Rule read(HandlerMethod handler) {
    Set<String> parameters = new LinkedHashSet<>();
    int bodies = 0;
    boolean options = false;
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(Query.class)) {
        parameters.addAll(QueryRecord.of(parameter.getParameterType()).names());
        Query query = parameter.getParameterAnnotation(Query.class);
        if (query != null && query.othersIgnored()) {
          parameters.add(ANY);
        }
      } else if (parameter.getParameterType() == WriteOptions.class) {
        parameters.add(WriteOptionsArgument.DRY_RUN);
        options = true;
      } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
        parameters.add(name(parameter));
      } else if (parameter.hasParameterAnnotation(Body.class)) {
        bodies++;
      }
    }
    if (bodies > 1) {
      throw new IllegalStateException(handler.getShortLogMessage() + " has more than one @Body");
    }
    Rated rated = handler.getMethodAnnotation(Rated.class);
    return new Rule(
        entry(handler),
        Set.copyOf(parameters),
        bodies == 1,
        options,
        rated == null ? null : rated.value());
  }

  /** The name of a plain query parameter. */
  static String name(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    return annotation == null || annotation.name().isEmpty()
        ? parameter.getParameter().getName()
        : annotation.name();
  }

  private static Entry entry(HandlerMethod handler) {
    Entry entry = entry(handler.getMethod(), handler);
    if (entry == null) {
      entry = entry(handler.getBeanType(), handler);
    }
    if (entry == null) {
      throw new IllegalStateException(
          handler.getShortLogMessage() + " carries none of @Requires, @SignedIn and @Open");
    }
    return entry;
  }

  private static @Nullable Entry entry(AnnotatedElement element, HandlerMethod handler) {
    Requires requires = element.getAnnotation(Requires.class);
    List<Entry> said = new ArrayList<>();
    if (requires != null) {
      said.add(new Entry.Those(requires));
    }
    if (element.isAnnotationPresent(SignedIn.class)) {
      said.add(new Entry.Known());
    }
    if (element.isAnnotationPresent(Open.class)) {
      said.add(new Entry.Everybody());
    }
    if (said.size() > 1) {
      throw new IllegalStateException(
          handler.getShortLogMessage()
              + " carries more than one of @Requires, @SignedIn and @Open: "
              + Arrays.toString(element.getAnnotations()));
    }
    return said.isEmpty() ? null : said.getFirst();
  }
}
