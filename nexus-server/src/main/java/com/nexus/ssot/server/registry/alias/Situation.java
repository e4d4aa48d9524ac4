package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds where an alias is about to be written, all of it locked.
 *
 * @param existing the alias of this name, deleted or not
 * @param targets everything live that the canonical name can mean, by kind, with the name as shown
 * @param target the alias among them
 * @param successor the alias that is named as successor, unless it is deleted
 */
record Situation(
    @Nullable Alias existing,
    Map<TargetKind, String> targets,
    @Nullable Alias target,
    @Nullable Alias successor) {

  /** Nothing is there that matters. */
  static final Situation NOTHING = new Situation(null, Map.of(), null, null);

  /** The same where the name is free. */
  Situation withoutExisting() {
    return new Situation(null, targets, target, successor);
  }

  /**
   * What the canonical name can mean where nobody says which kind is meant. An alias that itself
   * leads to the anchor or endpoint of the same name is no second meaning.
   */
  Map<TargetKind, String> meanings() {
    if (target == null || !targets.containsKey(target.targetKind())) {
      return targets;
    }
    boolean sameName = Name.of(target.canonical()).key().equals(Name.of(target.alias()).key());
    if (!sameName) {
      return targets;
    }
    Map<TargetKind, String> others = new EnumMap<>(targets);
    others.remove(TargetKind.ALIAS);
    return others;
  }

  /** Puts the parts together as they are read. Used by one thread. */
  static final class Builder {
    private final Map<TargetKind, String> targets = new EnumMap<>(TargetKind.class);
    private @Nullable Alias existing;
    private @Nullable Alias target;
    private @Nullable Alias successor;

    void existing(Alias alias) {
      existing = alias;
    }

    void target(Alias alias) {
      target = alias;
      targets.put(TargetKind.ALIAS, alias.alias());
    }

    void target(TargetKind kind, String shown) {
      targets.put(kind, shown);
    }

    void successor(Alias alias) {
      successor = alias;
    }

    Situation build() {
      return new Situation(existing, targets, target, successor);
    }
  }
}
