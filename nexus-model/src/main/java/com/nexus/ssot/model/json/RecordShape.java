package com.nexus.ssot.model.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a record looks like on the wire. Immutable, found out once for each class.
 *
 * @param fields the fields by wire name, in the order of the components
 * @param constructor takes the fields' values in that order
 */
record RecordShape(Map<String, Field> fields, Constructor<?> constructor) {
  private static final PropertyNamingStrategy NAMING = PropertyNamingStrategies.SNAKE_CASE;
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return RecordShape.read(type);
        }
      };

  /**
   * One field.
   *
   * @param type its type, with what its arguments allow
   * @param required whether it must be there and not null
   * @param whenMissing what it is where it is not written, because it is empty
   */
  record Field(AnnotatedType type, boolean required, @Nullable JsonNode whenMissing) {}

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** The wire name of a Java name. */
  static String wireName(String name) {
    return NAMING.nameForField(Json.mapper().deserializationConfig(), null, name);
  }

  static boolean allowsNull(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static RecordShape read(Class<?> type) {
    Map<String, Field> fields = new LinkedHashMap<>();
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      AnnotatedType annotated = component.getAnnotatedType();
      boolean required = !allowsNull(annotated);
      JsonNode whenMissing = required && leavesOutEmpty(type) ? empty(component.getType()) : null;
      fields.put(wireName(component.getName()), new Field(annotated, required, whenMissing));
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RecordShape(fields, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every record has its canonical constructor", e);
    }
  }

  private static boolean leavesOutEmpty(Class<?> type) {
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_EMPTY;
  }

  private static @Nullable JsonNode empty(Class<?> type) {
    if (type == List.class || type == Set.class) {
      return JsonNodeFactory.instance.arrayNode();
    }
    if (type == Map.class) {
      return JsonNodeFactory.instance.objectNode();
    }
    return type == String.class ? JsonNodeFactory.instance.stringNode("") : null;
  }

  List<String> names() {
    return List.copyOf(fields.keySet());
  }
}
