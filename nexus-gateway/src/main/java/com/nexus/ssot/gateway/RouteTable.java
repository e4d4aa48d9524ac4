package com.nexus.ssot.gateway;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every context and alias at one moment, and the answer to what a name means. Immutable: {@link
 * #with} makes a new table that shares with the old one all that did not change.
 *
 * <p>Aliases lie in shards, small hash tables with open addressing. A change copies the shards it
 * touches and the array that holds them, so it costs the same however many aliases there are. When
 * the shards fill up, everything is laid out anew in twice as many.
 */
final class RouteTable {
  /** The context that others fall back to. */
  static final String DEFAULT_CONTEXT = "default";

  /** How many aliases may lead from one to the next. */
  static final int MOST_HOPS = 8;

  static final RouteTable EMPTY = new RouteTable(Map.of(), emptyShards(4), 0);

  /** When a table has more aliases per shard than this, it is laid out in twice as many shards. */
  private static final int MOST_PER_SHARD = 64;

  private final Map<String, ContextRoute> contexts;
  private final Entry[][] shards;
  private final int size;

  private RouteTable(Map<String, ContextRoute> contexts, Entry[][] shards, int size) {
    this.contexts = contexts;
    this.shards = shards;
    this.size = size;
  }

  /** How many names are known, retired ones included. */
  int size() {
    return size;
  }

  Collection<ContextRoute> contexts() {
    return contexts.values();
  }

  /** The context with this key, unless it is gone. */
  @Nullable ContextRoute context(String key) {
    ContextRoute context = contexts.get(key);
    return context == null || context.deleted() ? null : context;
  }

  /** The table after some changes. Those that are older than what is known are ignored. */
  RouteTable with(Collection<ContextRoute> contextChanges, List<Entry> aliasChanges) {
    Map<String, ContextRoute> newContexts = contexts;
    if (!contextChanges.isEmpty()) {
      newContexts = new HashMap<>(contexts);
      for (ContextRoute change : contextChanges) {
        newContexts.merge(
            change.key(), change, (known, offered) -> isNewer(offered, known) ? offered : known);
      }
    }
    if (aliasChanges.isEmpty()) {
      return new RouteTable(newContexts, shards, size);
    }
    Layout layout = new Layout(shards, size);
    aliasChanges.forEach(layout::put);
    return new RouteTable(newContexts, layout.shards, layout.size);
  }

  private static boolean isNewer(ContextRoute change, ContextRoute known) {
    if (change.id().equals(known.id())) {
      return change.revision() > known.revision();
    }
    return Long.compareUnsigned(
            change.id().getMostSignificantBits(), known.id().getMostSignificantBits())
        > 0;
  }

  /** What a name means at a time, given in milliseconds since 1970. */
  Resolution resolve(byte[] key, long now) {
    Entry asked = find(key);
    return asked == null ? Resolution.Unknown.INSTANCE : follow(asked, now);
  }

  private Resolution follow(Entry asked, long now) {
    Entry hop = asked;
    for (int hops = 0; ; hops++) {
      Extra extra = hop.extra;
      if (extra == null) {
        return new Resolution.Found(asked, hop);
      }
      if (extra.state() == Extra.State.PURGED || extra.validFrom() > now) {
        return Resolution.Unknown.INSTANCE;
      }
      if (extra.state() == Extra.State.RETIRED || extra.expiresAt() <= now) {
        return extra.successor() == null
            ? Resolution.Retired.WITHOUT_SUCCESSOR
            : new Resolution.Retired(extra.successor());
      }
      byte[] targetKey = extra.targetKey();
      if (targetKey == null) {
        return new Resolution.Found(asked, hop);
      }
      Entry next = hops == MOST_HOPS ? null : find(targetKey);
      if (next == null) {
        return Resolution.Unknown.INSTANCE;
      }
      hop = next;
    }
  }

  @Nullable Entry find(byte[] key) {
    int hash = RouteKey.hash(key);
    Entry[] shard = shards[hash & (shards.length - 1)];
    int mask = shard.length - 1;
    for (int slot = (hash >>> 20) & mask; ; slot = (slot + 1) & mask) {
      Entry entry = shard[slot];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && entry.hasKey(key)) {
        return entry;
      }
    }
  }

  private static Entry[][] emptyShards(int count) {
    Entry[][] shards = new Entry[count][];
    Arrays.fill(shards, Layout.NO_ENTRIES);
    return shards;
  }

  /** The shards of the next table while they are made. Used by one thread. */
  private static final class Layout {
    static final Entry[] NO_ENTRIES = new Entry[2];

    private Entry[][] shards;
    private int size;
    private boolean[] own;

    Layout(Entry[][] shards, int size) {
      this.shards = shards.clone();
      this.size = size;
      this.own = new boolean[shards.length];
    }

    void put(Entry entry) {
      if (size >= shards.length * MOST_PER_SHARD) {
        spread();
      }
      int at = entry.hash & (shards.length - 1);
      if (!own[at]) {
        shards[at] = shards[at].clone();
        own[at] = true;
      }
      int slot = slotOf(shards[at], entry);
      Entry known = shards[at][slot];
      if (known == null) {
        insert(at, entry);
      } else if (entry.isNewerThan(known)) {
        shards[at][slot] = entry;
      }
    }

    private void insert(int at, Entry entry) {
      Entry[] shard = shards[at];
      shard[slotOf(shard, entry)] = entry;
      size++;
      int used = 0;
      for (Entry each : shard) {
        used += each == null ? 0 : 1;
      }
      if (used * 8 > shard.length * 5) {
        shards[at] = widened(shard);
      }
    }

    private static Entry[] widened(Entry[] shard) {
      Entry[] wider = new Entry[shard.length * 2];
      for (Entry entry : shard) {
        if (entry != null) {
          wider[slotOf(wider, entry)] = entry;
        }
      }
      return wider;
    }

    /** Lays everything out in twice as many shards. */
    private void spread() {
      Entry[][] old = shards;
      shards = emptyShards(old.length * 2);
      own = new boolean[shards.length];
      size = 0;
      for (Entry[] shard : old) {
        for (Entry entry : shard) {
          if (entry != null) {
            put(entry);
          }
        }
      }
    }

    /** Where the entry of the same name is, or the free slot where it belongs. */
    private static int slotOf(Entry[] shard, Entry entry) {
      int mask = shard.length - 1;
      int slot = (entry.hash >>> 20) & mask;
      while (shard[slot] != null
          && !(shard[slot].hash == entry.hash && shard[slot].hasSameKey(entry))) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
