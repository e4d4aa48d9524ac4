package com.nexus.ssot.model.json;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;

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
   */
  record Field(AnnotatedType type, boolean required) {}

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
      fields.put(wireName(component.getName()), new Field(annotated, !allowsNull(annotated)));
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

  List<String> names() {
    return List.copyOf(fields.keySet());
  }
}
