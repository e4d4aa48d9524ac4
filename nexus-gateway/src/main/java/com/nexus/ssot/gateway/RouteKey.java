package com.nexus.ssot.gateway;

import com.nexus.ssot.model.name.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the {@link RouteTable}: {@code contextKey/aliasKey} in UTF-8, and their hash. The hash
 * has a random multiplier, so that nobody can register names that collide.
 */
final class RouteKey {
  private static final long MULTIPLIER =
      (RandomGenerator.getDefault().nextLong() & 0x7ffffffffffffff8L) | 5;

  private RouteKey() {}

  static byte[] of(String contextKey, String alias) {
    byte[] ascii = ofAscii(contextKey, alias);
    return ascii != null
        ? ascii
        : (contextKey + '/' + Name.of(alias).key()).getBytes(StandardCharsets.UTF_8);
  }

  /** The same for names in ASCII, without what other letters need; null for others. */
  private static byte @Nullable [] ofAscii(String contextKey, String alias) {
    int contextEnd = contextKey.length();
    byte[] key = new byte[contextEnd + 1 + alias.length()];
    for (int i = 0; i < contextEnd; i++) {
      char c = contextKey.charAt(i);
      if (c > 0x7f) {
        return null;
      }
      key[i] = (byte) c;
    }
    key[contextEnd] = '/';
    for (int i = 0; i < alias.length(); i++) {
      char c = alias.charAt(i);
      if (c > 0x7f) {
        return null;
      }
      key[contextEnd + 1 + i] = folded(c);
    }
    return key;
  }

  /** A character of ASCII as it stands in keys of names. */
  private static byte folded(char c) {
    if (c == '_') {
      return '-';
    }
    return (byte) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }

  /** The key of a name; itself when it is written like one. */
  static String nameKey(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 0x7f || folded(c) != c) {
        return Name.of(name).key();
      }
    }
    return name;
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
