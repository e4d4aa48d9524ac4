package com.nexus.ssot.model.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class WireTest {
  @ParameterizedTest
  @MethodSource("records")
  void everyRecordReadsBackAsItWasWritten(Class<?> type) {
    Seeded.forAll(
        20,
        random -> {
          Object value = record(type, random);
          JsonNode tree = Json.tree(value);
          assertThat((Object) Json.convert(tree, type)).isEqualTo(value);
          assertThat((Object) Json.read(CanonicalJson.bytes(tree), type)).isEqualTo(value);
          assertThat(value.toString()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldHasOneNameInSnakeCase(Class<?> type) {
    JsonNode tree = Json.tree(record(type, new Random(1)));
    assertThat(tree.propertyNames())
        .allSatisfy(name -> assertThat(name).matches("[a-z]+(_[a-z]+)*"))
        .hasSizeLessThanOrEqualTo(type.getRecordComponents().length);
  }

  @Test
  void flagsKeepTheirIs() {
    JsonNode alias = Json.tree(record(Alias.class, new Random(1)));
    assertThat(alias.has("is_active")).isTrue();
    assertThat(alias.has("active")).isFalse();
    assertThat(alias.get("created_at").isString()).isTrue();
  }

  @Test
  void aNewKeyDoesNotPrint() {
    assertThat(new KeyCreated("abcdefgh", "nxs_live_secret", "n", Instant.EPOCH).toString())
        .doesNotContain("secret");
  }

  static Stream<Class<?>> records() throws IOException {
    Path classes = Path.of("target/classes");
    List<Path> files;
    try (Stream<Path> found = Files.walk(classes.resolve("com/nexus/ssot/model/api"))) {
      files = found.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    Stream<Class<?>> api =
        files.stream()
            .map(file -> classes.relativize(file).toString().replace('/', '.'))
            .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
            // A page's items have a type only where it is used.
            .filter(type -> type.isRecord() && type != Page.class);
    return Stream.concat(api, Stream.of(Problem.class, GovernanceRules.class));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object record(Class<?> type, Random random) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      boolean absent =
          components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
              && random.nextBoolean();
      values[i] = absent ? null : value(components[i].getGenericType(), random);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Type type, Random random) {
    if (type instanceof ParameterizedType generic) {
      Type first = generic.getActualTypeArguments()[0];
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == Map.class
          ? Map.of(value(first, random), value(last, random))
          : Seeded.list(random.nextInt(3), i -> value(last, random));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    }
    if (plain == Period.class) {
      return Period.parse(1 + random.nextInt(90) + "d");
    }
    if (plain.isRecord()) {
      return record(plain, random);
    }
    return switch (plain.getSimpleName()) {
      // Never empty: a record that leaves out what is empty cannot tell "" from null.
      case "String" -> "t" + Seeded.text(random, 9);
      case "boolean", "Boolean" -> random.nextBoolean();
      case "int", "Integer" -> random.nextInt();
      case "long", "Long" -> random.nextLong(-(1L << 53), 1L << 53);
      case "double", "Double" -> random.nextGaussian();
      case "BigDecimal" -> BigDecimal.valueOf(1 + 10L * random.nextInt(10), 2);
      case "UUID" -> new UUID(random.nextLong(), random.nextLong());
      case "Instant" -> Instant.ofEpochSecond(random.nextInt(), 1000L * random.nextInt(1_000_000));
      case "JsonNode" -> Json.tree(List.of("text", Map.of("n", 1)));
      default -> throw new AssertionError("Teach this test to make a " + plain);
    };
  }
}
