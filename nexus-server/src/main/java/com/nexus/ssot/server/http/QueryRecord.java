package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A record that query parameters are read into. Thread-safe. */
final class QueryRecord {
  private static final Map<Class<?>, QueryRecord> KNOWN = new ConcurrentHashMap<>();
  private static final List<String> PAGE = List.of("limit", "cursor", "sort", "count");

  private final List<RecordComponent> components;
  private final Constructor<?> constructor;
  private final Set<String> names = new LinkedHashSet<>();

  private QueryRecord(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalStateException(type.getName() + " is given as @Query but is no record");
    }
    components = List.of(type.getRecordComponents());
    try {
      constructor =
          type.getDeclaredConstructor(
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    constructor.setAccessible(true);
    for (RecordComponent component : components) {
      if (component.getType() == PageRequest.class) {
        names.addAll(PAGE);
      } else {
        names.add(component.getName());
        QueryValue.requireReadable(element(component), type);
      }
    }
  }

  static QueryRecord of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, QueryRecord::new);
  }

  /** The names of its parameters. */
  Set<String> names() {
    return names;
  }

  /** Its components, for the API description. */
  List<RecordComponent> components() {
    return components;
  }

  /**
   * Reads it.
   *
   * @throws Fault {@code BAD_PARAMETER} with every cause
   */
  Object read(QueryText query) {
    List<Cause> causes = new ArrayList<>();
    @Nullable Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      RecordComponent component = components.get(i);
      values[i] =
          component.getType() == PageRequest.class
              ? new PageParameters(sorts(component), query, causes).read()
              : value(component, query, causes);
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.BAD_PARAMETER, "A query parameter cannot be used.", causes);
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(
      RecordComponent component, QueryText query, List<Cause> causes) {
    String name = component.getName();
    List<String> given = query.values().getOrDefault(name, List.of());
    Class<?> type = element(component);
    if (component.getType() == List.class) {
      return given.stream().map(text -> QueryValue.read(name, text, type, causes)).toList();
    }
    if (given.size() > 1) {
      causes.add(Cause.at("?" + name, "It is given " + given.size() + " times.", "Give it once."));
      return null;
    }
    if (!given.isEmpty()) {
      return QueryValue.read(name, given.getFirst(), type, causes);
    }
    if (type == boolean.class) {
      return false;
    }
    if (!nullable(component)) {
      causes.add(Cause.at("?" + name, "It is missing.", "Add ?" + name + "=."));
    }
    return null;
  }

  static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  static List<String> sorts(RecordComponent component) {
    Sorts sorts = component.getAnnotation(Sorts.class);
    return sorts == null ? List.of() : Arrays.asList(sorts.value());
  }

  /** The type of one value of a component. */
  static Class<?> element(RecordComponent component) {
    if (component.getType() == List.class
        && component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> type) {
      return type;
    }
    return component.getType();
  }
}
