package com.nexus.ssot.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One alias in the {@link RouteTable}, made to be small: the key and the body of the answer share
 * one array, and what most aliases do not have stands apart. Immutable.
 */
final class Entry {
  /** What the answer consists of around the canonical name. */
  private static final byte[] BODY_START =
      "{\"canonical_name\":".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] EMPTY = {};

  /** The key {@code contextKey/aliasKey} in UTF-8, followed by the body of the answer. */
  final byte[] data;

  final int keyLength;
  final int hash;
  final int revision;
  final long idHigh;
  final long idLow;
  final @Nullable Extra extra;

  private Entry(byte[] key, byte[] body, UUID id, int revision, @Nullable Extra extra) {
    this.data = Arrays.copyOf(key, key.length + body.length);
    System.arraycopy(body, 0, data, key.length, body.length);
    this.keyLength = key.length;
    this.hash = RouteKey.hash(key);
    this.revision = revision;
    this.idHigh = id.getMostSignificantBits();
    this.idLow = id.getLeastSignificantBits();
    this.extra = extra;
  }

  static Entry of(AliasRoute route) {
    byte[] key = RouteKey.of(route.contextKey(), route.alias());
    byte[] body = route.aliasOfAlias() ? EMPTY : body(route.canonical());
    return new Entry(key, body, route.id(), route.revision(), Extra.of(route, key));
  }

  static Entry of(AliasPurge purge) {
    byte[] key = RouteKey.of(purge.contextKey(), purge.alias());
    return new Entry(key, EMPTY, purge.id(), purge.revision(), Extra.PURGED);
  }

  boolean hasKey(byte[] key) {
    return Arrays.equals(data, 0, keyLength, key, 0, key.length);
  }

  boolean hasSameKey(Entry other) {
    return Arrays.equals(data, 0, keyLength, other.data, 0, other.keyLength);
  }

  /**
   * Whether this tells more than another entry of the same name. Ids grow with time (UUID version
   * 7), so an alias that was made anew after its name was free again has the greater id.
   */
  boolean isNewerThan(Entry other) {
    int byId = Long.compareUnsigned(idHigh, other.idHigh);
    if (byId == 0) {
      byId = Long.compareUnsigned(idLow, other.idLow);
    }
    return byId == 0 ? revision > other.revision : byId > 0;
  }

  int bodyLength() {
    return data.length - keyLength;
  }

  /** The canonical name as JSON text, quotes included. */
  byte[] canonicalJson() {
    return Arrays.copyOfRange(data, keyLength + BODY_START.length, data.length - 1);
  }

  String canonical() {
    return JsonText.read(canonicalJson());
  }

  /** The context's part of the key. */
  String contextKey() {
    int slash = 0;
    while (data[slash] != '/') {
      slash++;
    }
    return new String(data, 0, slash, StandardCharsets.UTF_8);
  }

  /** The alias's name as shown. */
  String shown() {
    if (extra != null && extra.shown() != null) {
      return extra.shown();
    }
    String key = new String(data, 0, keyLength, StandardCharsets.UTF_8);
    return key.substring(key.indexOf('/') + 1);
  }

  private static byte[] body(String canonical) {
    byte[] value = JsonText.of(canonical);
    byte[] body = Arrays.copyOf(BODY_START, BODY_START.length + value.length + 1);
    System.arraycopy(value, 0, body, BODY_START.length, value.length);
    body[body.length - 1] = '}';
    return body;
  }
}
