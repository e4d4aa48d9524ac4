package com.nexus.ssot.gateway;

import com.nexus.ssot.model.name.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keys of the {@link RouteTable}: {@code contextKey/aliasKey} in UTF-8, and their hash. The hash
 * has a random multiplier, so that nobody can register names that collide.
 */
final class RouteKey {
  private static final long MULTIPLIER =
      (RandomGenerator.getDefault().nextLong() & 0x7ffffffffffffff8L) | 5;

  private RouteKey() {}

  static byte[] of(String contextKey, String alias) {
    return (contextKey + '/' + Name.of(alias).key()).getBytes(StandardCharsets.UTF_8);
  }

  /** The key of the same alias name in another context. */
  static byte[] inContext(String otherContextKey, byte[] key) {
    int slash = 0;
    while (key[slash] != '/') {
      slash++;
    }
    byte[] context = otherContextKey.getBytes(StandardCharsets.UTF_8);
    byte[] other = Arrays.copyOf(context, context.length + key.length - slash);
    System.arraycopy(key, slash, other, context.length, key.length - slash);
    return other;
  }

  static int hash(byte[] key) {
    long hash = key.length;
    for (byte b : key) {
      hash = (hash + b) * MULTIPLIER;
    }
    return (int) (hash >>> 32) ^ (int) (hash >>> 11);
  }
}
