package com.nexus.ssot.model;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random input that can be had again: a failure names the seed of its case, and {@code
 * -Dtest.seed=<seed>} runs that case first.
 */
public final class Seeded {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String EDGY = "aZ09_-/~\"\\\b\f\n\r\t\u0001\u007f\u0080\u00e4\u20ac\uffff";

  private Seeded() {}

  /** Runs a check on many cases. */
  public static void forAll(int cases, Consumer<Random> check) {
    long first = Long.getLong("test.seed", System.nanoTime());
    for (long seed = first; seed < first + cases; seed++) {
      try {
        check.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dtest.seed=" + seed + " shows this again", e);
      }
    }
  }

  /** Text of up to {@code most} characters, valid Unicode without NUL. */
  public static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(EDGY.charAt(random.nextInt(EDGY.length())));
        case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 2 -> text.append((char) (0xe000 + random.nextInt(0x1fff)));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  /** Any JSON value that has a canonical form, nested up to {@code depth}. */
  public static JsonNode json(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong(-(1L << 53), 1L << 53));
      case 3 -> NODES.numberNode(random.nextInt(-3, 4));
      case 4 -> NODES.numberNode(finite(random));
      case 5 -> NODES.stringNode(text(random, 12));
      case 6 -> array(random, depth);
      default -> object(random, depth);
    };
  }

  /** A double of any size, never NaN nor infinite. */
  public static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextGaussian();
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      array.add(json(random, depth - 1));
    }
    return array;
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.set(text(random, 6), json(random, depth - 1));
    }
    return object;
  }

  /** The same list in another order. */
  public static <T> List<T> shuffled(List<T> items, Random random) {
    List<T> copy = new java.util.ArrayList<>(items);
    java.util.Collections.shuffle(copy, random);
    return copy;
  }

  /** A list made by counting. */
  public static <T> List<T> list(int size, IntFunction<T> make) {
    return IntStream.range(0, size).mapToObj(make).toList();
  }
}
