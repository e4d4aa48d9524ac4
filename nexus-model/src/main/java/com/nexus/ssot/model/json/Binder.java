package com.nexus.ssot.model.json;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns one tree into records and goes on after a mistake, so that the caller learns of all of them
 * at once. Jackson's own binding stops at the first. Used once, by one thread.
 */
final class Binder {
  /** Most causes that are told; a caller with more has sent something else altogether. */
  static final int MOST_CAUSES = 100;

  private final List<Cause> causes = new ArrayList<>();
  private int untold;

  <T> T convert(JsonNode tree, Class<T> type) {
    Object value = bind(tree, type, null, "");
    if (!causes.isEmpty() || value == null) {
      throw Fault.of(FaultCode.INVALID, "The request breaks one or more rules.", told());
    }
    return boxed(type).cast(value);
  }

  private List<Cause> told() {
    if (untold > 0) {
      causes.add(Cause.of("There are " + untold + " more causes.", null));
    }
    return causes;
  }

  void refuse(String at, String message, @Nullable String fix) {
    if (causes.size() < MOST_CAUSES) {
      causes.add(Cause.at(at, message, fix));
    } else {
      untold++;
    }
  }

  private @Nullable Object bind(
      JsonNode node, Class<?> type, @Nullable AnnotatedType annotated, String at) {
    if (type.isRecord() && !Leaf.isLeaf(type)) {
      return bindRecord(node, type, at);
    }
    if (type == List.class || type == Set.class) {
      return bindElements(node, type, annotated, at);
    }
    if (type == Map.class) {
      return bindMembers(node, annotated, at);
    }
    return Leaf.read(node, type, at, this);
  }

  private @Nullable Object bindRecord(JsonNode node, Class<?> type, String at) {
    if (!node.isObject()) {
      refuse(at, "An object is needed, not " + Leaf.kind(node) + ".", null);
      return null;
    }
    RecordShape shape = RecordShape.of(type);
    int before = causes.size() + untold;
    refuseUnknown(node, shape, at);
    Object[] values = new Object[shape.fields().size()];
    int i = 0;
    for (Map.Entry<String, RecordShape.Field> field : shape.fields().entrySet()) {
      values[i++] = bindField(node.get(field.getKey()), field, at);
    }
    return causes.size() + untold > before ? null : construct(shape, values, at);
  }

  private void refuseUnknown(JsonNode node, RecordShape shape, String at) {
    for (String name : node.propertyNames()) {
      if (!shape.fields().containsKey(name)) {
        String meant = RecordShape.wireName(name);
        refuse(
            Pointer.child(at, name),
            "There is no field " + Quoted.of(name) + ".",
            shape.fields().containsKey(meant)
                ? "Write " + meant + "."
                : "Known fields: " + String.join(", ", shape.names()) + ".");
      }
    }
  }

  private @Nullable Object bindField(
      @Nullable JsonNode node, Map.Entry<String, RecordShape.Field> field, String at) {
    AnnotatedType annotated = field.getValue().type();
    String here = Pointer.child(at, field.getKey());
    JsonNode given = node == null ? field.getValue().whenMissing() : node;
    if (given != null && !given.isNull()) {
      return bind(given, raw(annotated.getType()), annotated, here);
    }
    if (field.getValue().required()) {
      refuse(
          here,
          node == null ? "This field is required." : "This field must not be null.",
          "Give " + Leaf.wanted(raw(annotated.getType())) + ".");
    }
    return null;
  }

  private @Nullable Object construct(RecordShape shape, Object[] values, String at) {
    try {
      return shape.constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      refuse(e.getCause(), at);
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells what the code of a type says against a value. */
  void refuse(@Nullable Throwable reason, String at) {
    switch (reason) {
      case Fault fault ->
          fault
              .causes()
              .forEach(c -> refuse(at + Objects.toString(c.at(), ""), c.message(), c.fix()));
      case IllegalArgumentException e -> refuse(at, String.valueOf(e.getMessage()), null);
      case null, default -> throw new IllegalStateException(reason);
    }
  }

  private @Nullable Object bindElements(
      JsonNode node, Class<?> type, @Nullable AnnotatedType annotated, String at) {
    if (!node.isArray()) {
      refuse(at, "A list is needed, not " + Leaf.kind(node) + ".", null);
      return null;
    }
    AnnotatedType element = argument(annotated, 0);
    List<@Nullable Object> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(bindInner(node.get(i), element, Pointer.child(at, i)));
    }
    return type == List.class
        ? Collections.unmodifiableList(elements)
        : Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  private @Nullable Object bindMembers(
      JsonNode node, @Nullable AnnotatedType annotated, String at) {
    if (!node.isObject()) {
      refuse(at, "An object is needed, not " + Leaf.kind(node) + ".", null);
      return null;
    }
    AnnotatedType key = argument(annotated, 0);
    AnnotatedType value = argument(annotated, 1);
    Map<@Nullable Object, @Nullable Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String here = Pointer.child(at, member.getKey());
      Class<?> keyType = key == null ? String.class : raw(key.getType());
      members.put(
          Leaf.text(member.getKey(), keyType, here, this),
          bindInner(member.getValue(), value, here));
    }
    return Collections.unmodifiableMap(members);
  }

  private @Nullable Object bindInner(JsonNode node, @Nullable AnnotatedType type, String at) {
    Class<?> raw = type == null ? JsonNode.class : raw(type.getType());
    if (!node.isNull() || raw == JsonNode.class) {
      return bind(node, raw, type, at);
    }
    if (type != null && !RecordShape.allowsNull(type)) {
      refuse(at, "This must not be null.", "Give " + Leaf.wanted(raw) + ", or leave it out.");
    }
    return null;
  }

  private static @Nullable AnnotatedType argument(@Nullable AnnotatedType type, int index) {
    return type instanceof AnnotatedParameterizedType parameterized
        ? parameterized.getAnnotatedActualTypeArguments()[index]
        : null;
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
      default -> JsonNode.class;
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
