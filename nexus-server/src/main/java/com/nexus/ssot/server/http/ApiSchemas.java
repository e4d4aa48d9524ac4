package com.nexus.ssot.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nexus.ssot.model.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas (draft 2020-12) of the records that travel. Closed: what is not listed is refused. A
 * component without {@code @Nullable} is required. Not thread-safe.
 */
final class ApiSchemas {
  private static final SnakeCase SNAKE_CASE = new SnakeCase();

  private final String definitions;
  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, Class<?>> owners = new HashMap<>();

  /** Schemas of an OpenAPI document. */
  ApiSchemas() {
    this("#/components/schemas/");
  }

  /**
   * @param definitions where the document has the schemas that others refer to
   */
  ApiSchemas(String definitions) {
    this.definitions = definitions;
  }

  /** The schemas that others refer to, by name. */
  ObjectNode components() {
    ObjectNode all = object();
    components.forEach(all::set);
    return all;
  }

  /** The schema of a type, as a reference where it has a name. */
  ObjectNode of(Type type) {
    return of(type, Map.of());
  }

  private ObjectNode of(Type type, Map<String, Type> variables) {
    return switch (type) {
      case Class<?> plain -> ofClass(plain, Map.of());
      case ParameterizedType generic -> ofGeneric(generic, variables);
      case TypeVariable<?> variable -> {
        Type known = variables.get(variable.getName());
        yield known == null ? object() : of(known, Map.of());
      }
      case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], variables);
      default -> object();
    };
  }

  private ObjectNode ofGeneric(ParameterizedType type, Map<String, Type> variables) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode array = typed("array");
      array.set("items", of(arguments[0], variables));
      return array;
    }
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode map = typed("object");
      map.set("additionalProperties", of(arguments[1], variables));
      return map;
    }
    Map<String, Type> bound = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      Type argument =
          arguments[i] instanceof TypeVariable<?> variable
              ? variables.getOrDefault(variable.getName(), Object.class)
              : arguments[i];
      bound.put(raw.getTypeParameters()[i].getName(), argument);
    }
    return ofClass(raw, bound);
  }

  private ObjectNode ofClass(Class<?> type, Map<String, Type> variables) {
    ObjectNode simple = simple(type);
    if (simple != null) {
      return simple;
    }
    if (type.isEnum()) {
      return reference(name(type, variables), type, () -> constants(type));
    }
    if (type.isRecord()) {
      return reference(name(type, variables), type, () -> record(type, variables));
    }
    return object();
  }

  private static @Nullable ObjectNode simple(Class<?> type) {
    if (type == String.class) {
      return typed("string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    }
    if (type == int.class || type == Integer.class) {
      return typed("integer").put("format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return typed("integer").put("format", "int64");
    }
    if (type == double.class || type == Double.class || type == BigDecimal.class) {
      return typed("number");
    }
    if (type == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (type == Duration.class) {
      return typed("string").put("format", "duration");
    }
    if (type == UUID.class) {
      return typed("string").put("format", "uuid");
    }
    if (type == byte[].class) {
      return object();
    }
    if (type.isArray()) {
      ObjectNode array = typed("array");
      array.set("items", object());
      return array;
    }
    return null;
  }

  private ObjectNode reference(String name, Class<?> type, Supplier<ObjectNode> made) {
    String unique = name;
    if (owners.containsKey(name) && owners.get(name) != type && type.getEnclosingClass() != null) {
      unique = type.getEnclosingClass().getSimpleName() + name;
    }
    if (!components.containsKey(unique)) {
      owners.put(unique, type);
      components.put(unique, object());
      components.put(unique, made.get());
    }
    return object().put("$ref", definitions + unique);
  }

  private static String name(Class<?> type, Map<String, Type> variables) {
    StringBuilder name = new StringBuilder(type.getSimpleName());
    for (TypeVariable<?> variable : type.getTypeParameters()) {
      Type bound = variables.get(variable.getName());
      name.append("Of").append(bound instanceof Class<?> known ? known.getSimpleName() : "Any");
    }
    return name.toString();
  }

  private static ObjectNode constants(Class<?> type) {
    ObjectNode schema = typed("string");
    ArrayNode values = schema.putArray("enum");
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> values.add(Json.tree(constant).asString()));
    return schema;
  }

  private ObjectNode record(Class<?> type, Map<String, Type> variables) {
    ObjectNode schema = typed("object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = Json.mapper().createArrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = of(component.getGenericType(), variables);
      String name = propertyName(component);
      if (QueryRecord.nullable(component)) {
        properties.set(name, orNull(property));
      } else {
        properties.set(name, property);
        if (!isLeftOutWhenEmpty(type, component)) {
          required.add(name);
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  /** Whether a list or map is not there at all while it holds nothing. */
  private static boolean isLeftOutWhenEmpty(Class<?> type, RecordComponent component) {
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    return include != null
        && include.value() == JsonInclude.Include.NON_EMPTY
        && (Collection.class.isAssignableFrom(component.getType())
            || Map.class.isAssignableFrom(component.getType()));
  }

  private static String propertyName(RecordComponent component) {
    JsonProperty given = component.getAnnotation(JsonProperty.class);
    return given != null && !given.value().isEmpty()
        ? given.value()
        : SNAKE_CASE.of(component.getName());
  }

  private static ObjectNode orNull(ObjectNode schema) {
    JsonNode type = schema.get("type");
    if (type != null) {
      ArrayNode both = Json.mapper().createArrayNode().add(type).add("null");
      schema.set("type", both);
      return schema;
    }
    if (!schema.has("$ref")) {
      return schema;
    }
    ObjectNode either = object();
    either.putArray("anyOf").add(schema).add(typed("null"));
    return either;
  }

  private static ObjectNode typed(String type) {
    return object().put("type", type);
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  /** Names as the JSON mapper writes them. */
  private static final class SnakeCase extends PropertyNamingStrategies.SnakeCaseStrategy {
    private static final long serialVersionUID = 1L;

    String of(String name) {
      return translate(name);
    }
  }
}
