package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.api.ConflictOffer.Parameter;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.registry.alias.AliasExportTable;
import com.nexus.ssot.server.registry.alias.AliasOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ways to settle a conflict that make sense for its kind, made for the objects as they are now:
 * each operation demands the revision that was looked at. Thread-safe.
 */
@Component
class Offers {
  private static final Parameter NAME = new Parameter("name", true, "The new name.");
  private static final Parameter OWNER =
      new Parameter("owner", true, "The team or person who answers from now on.");
  private static final Parameter TTL =
      new Parameter("ttl", false, "How long it lives, such as 30d; as the rules say if not given.");
  private static final Parameter ALIAS =
      new Parameter("alias", true, "The alias of the same context to lead to.");
  private static final Parameter ANOTHER_ALIAS =
      new Parameter("alias", false, "The alias to lead to; the successor if not given.");

  private final AliasExportTable aliases;

  Offers(AliasExportTable aliases) {
    this.aliases = aliases;
  }

  /**
   * What is offered.
   *
   * @param said what is said with it; nothing where it is only shown
   */
  List<Offer> of(StoredConflict conflict, ConflictDraft said) {
    Alias first = alias(conflict.first());
    Alias second = alias(conflict.second());
    List<Offer> offers = new ArrayList<>();
    switch (conflict.conflict().type()) {
      case CROSS_CONTEXT -> {
        if (first != null && second != null) {
          offers.add(without(Way.KEEP_FIRST, second, null));
          offers.add(without(Way.KEEP_NEWEST, first, null));
          offers.add(renamed(second, said));
        }
      }
      case LOOK_ALIKE -> {
        if (first != null && second != null) {
          offers.add(without(Way.KEEP_FIRST, second, first.alias()));
          offers.add(without(Way.KEEP_NEWEST, first, second.alias()));
          offers.add(renamed(second, said));
          offers.add(ledTo(Way.ALIAS_OF_ALIAS, second, first.alias(), TargetKind.ALIAS));
          offers.add(ledTo(Way.MERGE, second, first.canonical(), first.targetKind()));
          offers.add(switchedOff(second));
        }
      }
      case SHADOWS_ENDPOINT -> {
        if (first != null) {
          offers.add(
              ledTo(
                  Way.MERGE,
                  first,
                  String.valueOf(conflict.second().key()),
                  kind(conflict.second())));
          offers.add(renamed(first, said));
          offers.add(switchedOff(first));
        }
      }
      case DANGLING -> addForDangling(first, conflict.second(), said, offers);
      case EXPIRED_IN_USE -> addForExpired(first, second, said, offers);
      case CYCLE -> {
        if (first != null) {
          offers.add(ledToAlias(first, null, said));
          offers.add(switchedOff(first));
        }
      }
      case OWNER_GONE -> {
        if (first != null) {
          ObjectNode patch = patch().put("owner", given(said.owner(), OWNER));
          offers.add(
              new Offer(
                  Way.KEEP_FIRST,
                  called(first) + " gets another owner.",
                  List.of(OWNER),
                  List.of(update(first, patch))));
          offers.add(switchedOff(first));
        }
      }
      // One of the changes is withdrawn or rejected, and this ends by itself.
      case DUPLICATE_CLAIM, COMPETING_CHANGES -> {}
    }
    offers.add(Offer.DISMISS);
    return offers;
  }

  private void addForDangling(
      @Nullable Alias alias, ConflictClaim target, ConflictDraft said, List<Offer> offers) {
    if (alias != null) {
      Alias gone = found(target);
      offers.add(ledToAlias(alias, gone == null ? null : gone.successor(), said));
      offers.add(switchedOff(alias));
    }
  }

  private static void addForExpired(
      @Nullable Alias expired, @Nullable Alias user, ConflictDraft said, List<Offer> offers) {
    if (expired != null && user != null) {
      ObjectNode patch = patch().put("type", "TEMPORARY");
      if (said.ttl() == null) {
        patch.putNull("expires_at");
      } else {
        patch.put("ttl", said.ttl());
      }
      offers.add(
          new Offer(
              Way.KEEP_FIRST,
              called(expired) + " holds again.",
              List.of(TTL),
              List.of(update(expired, patch))));
      offers.add(ledTo(Way.MERGE, user, expired.canonical(), expired.targetKind()));
      offers.add(ledToAlias(user, expired.successor(), said));
      offers.add(switchedOff(user));
    }
  }

  private static Offer without(Way way, Alias alias, @Nullable String successor) {
    String says =
        successor == null ? " is deleted." : " is deleted, with '" + successor + "' as successor.";
    Operation delete = AliasOperations.delete(alias.context(), alias.alias(), successor);
    return new Offer(way, called(alias) + says, List.of(), List.of(tagged(delete, alias)));
  }

  private static Offer renamed(Alias alias, ConflictDraft said) {
    String name = given(said.name(), NAME);
    return new Offer(
        Way.RENAME,
        called(alias) + " gets another name; the old one is deleted and names it as successor.",
        List.of(NAME),
        List.of(
            AliasOperations.copy(alias, name),
            tagged(AliasOperations.delete(alias.context(), alias.alias(), name), alias)));
  }

  private static Offer ledTo(Way way, Alias alias, String canonical, TargetKind kind) {
    ObjectNode patch = patch().put("canonical", canonical).put("target_kind", kind.name());
    return new Offer(
        way,
        called(alias) + " leads to '" + canonical + "'.",
        List.of(),
        List.of(update(alias, patch)));
  }

  private static Offer ledToAlias(Alias alias, @Nullable String usual, ConflictDraft said) {
    Parameter parameter = usual == null ? ALIAS : ANOTHER_ALIAS;
    String target = said.alias() == null && usual != null ? usual : given(said.alias(), parameter);
    Offer offer = ledTo(Way.ALIAS_OF_ALIAS, alias, target, TargetKind.ALIAS);
    return new Offer(offer.way(), offer.says(), List.of(parameter), offer.does());
  }

  private static Offer switchedOff(Alias alias) {
    return new Offer(
        Way.EXPIRE,
        called(alias) + " goes out of use at once.",
        List.of(),
        List.of(update(alias, patch().put("is_active", false))));
  }

  private static Operation update(Alias alias, ObjectNode patch) {
    return tagged(AliasOperations.update(alias.context(), alias.alias(), patch), alias);
  }

  private static Operation tagged(Operation operation, Alias alias) {
    return new Operation(
        operation.kind(),
        operation.body(),
        EntityTags.of(alias.id(), alias.revision()),
        operation.createOnly());
  }

  private static ObjectNode patch() {
    return Json.mapper().createObjectNode();
  }

  private static String given(@Nullable String value, Parameter parameter) {
    return value == null || value.isBlank() ? "{" + parameter.name() + "}" : value;
  }

  private static String called(Alias alias) {
    return "The alias '" + alias.alias() + "' in '" + alias.context() + "'";
  }

  private static TargetKind kind(ConflictClaim claim) {
    return TargetKind.valueOf(claim.objectType().toUpperCase(Locale.ROOT));
  }

  /** The alias of a side; null when it is none, or no longer there. */
  private @Nullable Alias alias(ConflictClaim claim) {
    Alias alias = found(claim);
    return alias == null || alias.deletedAt() != null ? null : alias;
  }

  private @Nullable Alias found(ConflictClaim claim) {
    String context = StoredConflict.contextKey(claim);
    return claim.objectType().equals("alias") && claim.key() != null && context != null
        ? aliases.find(context, Name.of(claim.key()).key()).orElse(null)
        : null;
  }
}
