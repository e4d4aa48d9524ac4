package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.registry.Backwards;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.context.Contexts;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the plans of all writes of aliases have in common. Thread-safe. */
@Component
class AliasPlans {
  /** What a length of life becomes depends on when it begins. */
  static final Set<String> COUNTED_FROM_NOW = Set.of("expires_at");

  private final Contexts contexts;
  private final Access access;

  AliasPlans(Contexts contexts, Access access) {
    this.contexts = contexts;
    this.access = access;
  }

  /** The context that a body names, for somebody who may write an alias of this owner there. */
  RuledContext enter(@Nullable String context, Actor actor, @Nullable String owner) {
    return enter(context, actor, null, () -> owner);
  }

  /**
   * The context that a body names, for somebody who may write the alias there.
   *
   * @param act the act that needs a grant of its own; null for none
   * @param owner reads who owns the alias; asked only when that decides, so that nobody else learns
   *     whether it exists
   */
  RuledContext enter(
      @Nullable String context,
      Actor actor,
      @Nullable String act,
      Supplier<@Nullable String> owner) {
    String key = AliasWork.contextKey(context);
    if (!access.decide(actor, new Ask(Verb.WRITE, ObjectKind.ALIAS, act, key, null)).allowed()) {
      requireOwner(key, actor, act, owner.get());
    }
    return contexts.require(key);
  }

  /** Refuses who may not write an alias of this owner. */
  void requireOwner(String contextKey, Actor actor, @Nullable String act, @Nullable String owner) {
    String team = owner == null ? null : Name.of(owner).key();
    access.require(actor, new Ask(Verb.WRITE, ObjectKind.ALIAS, act, contextKey, team));
  }

  /** Holds the caller to the revision it knows, of an alias that must exist. */
  static Alias require(@Nullable Alias existing, String alias, PlanScope scope) {
    if (existing == null) {
      throw unknown(alias);
    }
    EntityTags.require(scope.ifMatch(), existing.id(), existing.revision());
    return existing;
  }

  /** The same, and not deleted. */
  static Alias requireLive(@Nullable Alias existing, String alias, PlanScope scope) {
    Alias found = require(existing, alias, scope);
    if (found.deletedAt() != null) {
      throw Fault.of(
          FaultCode.GONE, "The alias '" + found.alias() + "' was deleted; it can be restored");
    }
    return found;
  }

  /** There is no alias of this name. */
  static Fault unknown(String alias) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no alias " + Quoted.of(alias));
  }

  /** The stamp of the next revision; never before the one it replaces, whoever's clock is late. */
  static Stamp next(Alias before, PlanScope scope, @Nullable Instant deletedAt) {
    Instant now = scope.now().isBefore(before.updatedAt()) ? before.updatedAt() : scope.now();
    return new Stamp(
        before.id(), before.revision() + 1, before.createdAt(), now, scope.changeId(), deletedAt);
  }

  /** What a caller would have to say to get this alias. */
  static AliasDraft draftOf(Alias alias) {
    return new AliasDraft(
        alias.alias(),
        alias.context(),
        alias.canonical(),
        alias.targetKind(),
        alias.type(),
        alias.description(),
        alias.owner(),
        alias.labels(),
        alias.validFrom(),
        alias.expiresAt(),
        null,
        alias.successor(),
        alias.deprecatedAt(),
        alias.sunsetAt(),
        alias.isActive());
  }

  /** A new alias. */
  static Planned created(Alias alias, Actor by) {
    return planned(null, alias, by);
  }

  /**
   * A new alias in the place of one whose name is free again. What that one was is kept as its
   * history, and in the log as what there was before.
   */
  static Planned inPlaceOf(Alias former, Alias alias, Actor by) {
    return planned(
        former,
        alias,
        0,
        writes -> {
          AliasTable.release(former, alias.updatedAt(), writes);
          AliasTable.insert(alias, by, writes);
        });
  }

  /** A new revision of an alias. */
  static Planned replaced(Alias before, Alias after, Actor by) {
    return planned(before, after, by);
  }

  /** An alias that already is as it was asked to be. */
  static Planned nothing(Alias alias, Actor by) {
    return planned(alias, alias, by);
  }

  private static Planned planned(@Nullable Alias before, Alias after, Actor by) {
    return planned(
        before,
        after,
        before == null ? 0 : before.revision(),
        writes -> {
          if (before == null) {
            AliasTable.insert(after, by, writes);
          } else if (before.revision() != after.revision()) {
            AliasTable.replace(before, after, by, writes);
          }
        });
  }

  private static Planned planned(
      @Nullable Alias before, Alias after, int base, Consumer<Writes> write) {
    return new Planned(
        "alias",
        after.id(),
        after.alias(),
        after.context(),
        Name.of(after.context()).key(),
        base,
        after.revision(),
        before == null ? null : Json.tree(before),
        Json.tree(after),
        write);
  }

  /** Why a name that exists cannot be made again. */
  static void refuseTaken(Alias existing, AliasWork work) {
    boolean deleted = existing.deletedAt() != null;
    Instant until = Reservation.until(existing, work.place().rules(), work.now());
    String state =
        deleted
            ? " was deleted and keeps its name"
            : until != null ? " has expired and keeps its name" : " exists";
    String fix =
        deleted
            ? "restore it, or choose another name"
            : until != null
                ? "renew it, or choose another name"
                : "change the existing alias, or choose another name";
    work.found()
        .clash(
            FaultCode.ALREADY_EXISTS,
            "The alias '"
                + existing.alias()
                + "'"
                + state
                + (until == null ? "" : " until " + until),
            "/alias",
            "the name is "
                + (until == null ? "taken" : "reserved until " + until)
                + " in the context '"
                + existing.context()
                + "'",
            fix);
  }

  /** Refuses to take away what others lead to. */
  static void requireUnused(Alias alias, List<String> leading) {
    if (!leading.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "Other aliases lead to '" + alias.alias() + "'",
          leading.stream()
              .map(name ->
                  Cause.of(
                      "the alias '" + name + "' leads here",
                      "let it lead elsewhere or delete it, first or earlier in the same change"))
              .toList());
    }
  }

  /** Refuses a precondition that a new object cannot meet. */
  static void requireNew(@Nullable Alias existing, PlanScope scope) {
    if (existing != null && existing.deletedAt() == null && scope.createOnly()) {
      throw Fault.preconditionFailed(
          "The alias '" + existing.alias() + "' exists",
          EntityTags.of(existing.id(), existing.revision()));
    }
    if (existing == null) {
      EntityTags.requireNone(scope.ifMatch(), "alias");
    }
  }

  /** What deletes an alias, as the API shows it. */
  static List<ChangeKind.Inverse> deletionOf(JsonNode alias) {
    return List.of(
        new ChangeKind.Inverse(
            "alias.delete",
            new AliasRetirement(name(alias), alias.path("context").asString(), null)));
  }

  /** What leads an alias back to what it was. */
  static ChangeKind.Inverse backwards(JsonNode before, JsonNode after) {
    return new ChangeKind.Inverse(
        "alias.update",
        new AliasPatch(
            name(before),
            before.path("context").asString(),
            Backwards.patch(before, after, AliasDraft.class)));
  }

  /** The name of an alias, as the API shows it. */
  static String name(JsonNode alias) {
    return alias.path("alias").asString();
  }
}
