package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what somebody says about an alias, and makes the alias of it. Thread-safe. */
@Component
class AliasMaker {
  /** Most aliases that may lead from one to the next. */
  static final int MOST_HOPS = 8;

  private static final int MOST_DESCRIPTION = 2000;
  private static final int MOST_OWNER = 255;
  private static final int MOST_LABELS = 32;

  private final AliasTable table;
  private final SimilarTable similar;
  private final Access access;

  AliasMaker(AliasTable table, SimilarTable similar, Access access) {
    this.table = table;
    this.similar = similar;
    this.access = access;
  }

  /** Notes what is wrong with a name that is to be new, or to come back. */
  void checkName(AliasWork work) {
    Name name = work.name();
    Causes causes = work.found().rules();
    causes.addAll(AliasRules.naming(name, work.place()));
    causes.addAll(AliasRules.reserved(name, work.place()));
  }

  /** Notes it when a name must be the only one in all contexts and is not. */
  void checkElsewhere(AliasWork work) {
    if (!work.place().rules().uniqueness().acrossContexts()) {
      return;
    }
    String key = work.name().key();
    table.lockName(key);
    List<String> taken = table.contextsWith(key, work.contextKey());
    if (!taken.isEmpty()) {
      String where =
          taken.stream()
              .filter(c -> access.allows(work.scope().actor(), Verb.READ, ObjectKind.ALIAS, c))
              .findFirst()
              .map(c -> "the context '" + c + "'")
              .orElse("another context");
      work.found()
          .clash(
              FaultCode.ALREADY_EXISTS,
              "The name '" + work.name() + "' is taken in " + where,
              AliasRules.acrossContexts(where));
    }
  }

  /**
   * Makes the alias, noting everything that is wrong with it.
   *
   * @param known what it leads to, where that stays as it is; null to find out from the draft
   */
  Alias make(AliasWork work, @Nullable TargetChoice known, Stamp stamp) {
    Causes causes = work.found().rules();
    Alias before = work.before();
    Expiry expiry = Expiry.of(work.draft(), work.place(), before, work.now(), causes);
    NoticePeriod.check(work.draft(), work.place().rules(), before, work.now(), causes);
    TargetChoice target = known != null ? known : choose(work);
    Boolean active = work.draft().isActive();
    return new Alias(
        stamp.id(),
        before == null ? work.name().shown() : before.alias(),
        work.place().context().name(),
        target.canonical(),
        target.kind(),
        expiry.type(),
        causes.text("/description", work.draft().description(), MOST_DESCRIPTION),
        owner(work),
        labels(work),
        work.draft().validFrom(),
        expiry.expiresAt(),
        successor(work),
        work.draft().deprecatedAt(),
        work.draft().sunsetAt(),
        active == null || active,
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        before == null ? work.scope().actor().subject().toString() : before.createdBy(),
        stamp.changeId(),
        stamp.deletedAt());
  }

  private TargetChoice choose(AliasWork work) {
    String contextKey = work.contextKey();
    TargetChoice target =
        TargetChoice.of(
            work.draft(),
            work.situation(),
            work.place().rules(),
            work.now(),
            () -> similar.targets(contextKey, Name.of(work.draft().canonical()).key()),
            work.found());
    if (target.kind() == TargetKind.ALIAS && work.situation().target() != null) {
      checkChain(work, Name.of(target.canonical()).key());
    }
    return target;
  }

  private static @Nullable String owner(AliasWork work) {
    Causes causes = work.found().rules();
    String owner = causes.text("/owner", work.draft().owner(), MOST_OWNER);
    causes.addAll(AliasRules.ownership(owner, work.place()));
    return owner;
  }

  private static Map<String, String> labels(AliasWork work) {
    Causes causes = work.found().rules();
    Map<String, String> labels = causes.labels(work.draft().labels());
    if (labels.size() > MOST_LABELS) {
      causes.add("/labels", "there are " + labels.size(), "use at most " + MOST_LABELS);
    }
    return labels;
  }

  /** The successor as its alias shows it. One that stays as it was is not judged again. */
  private static @Nullable String successor(AliasWork work) {
    String given = work.draft().successor();
    Alias before = work.before();
    if (given == null || (before != null && given.equals(before.successor()))) {
      return given;
    }
    Alias alias = work.situation().successor();
    if (alias != null && isInUse(alias, work.now())) {
      return alias.alias();
    }
    boolean itself = Name.of(given).key().equals(work.name().key());
    work.found()
        .rules()
        .add(
            "/successor",
            itself ? "an alias cannot succeed itself" : "there is no such alias in use",
            "name another alias of the same context");
    return given;
  }

  /** Whether an alias resolves now, or will without being changed. */
  static boolean isInUse(Alias alias, Instant now) {
    Instant expires = alias.expiresAt();
    return alias.deletedAt() == null
        && alias.isActive()
        && (expires == null || expires.isAfter(now));
  }

  /** Notes a circle, and a way that is too long. Nobody else ties aliases until the commit. */
  private void checkChain(AliasWork work, String targetKey) {
    String key = work.name().key();
    String contextKey = work.contextKey();
    table.lockChains(contextKey);
    List<String> down = table.chain(contextKey, targetKey, key, MOST_HOPS + 2);
    if (!down.isEmpty() && Name.of(down.getLast()).key().equals(key)) {
      List<String> circle = new ArrayList<>(down.subList(0, down.size() - 1));
      circle.addFirst(work.name().shown());
      TargetChoice.refuseCircle(circle, work.name().shown(), work.found());
      return;
    }
    if (down.size() + table.hopsTo(contextKey, key, MOST_HOPS + 1) > MOST_HOPS) {
      work.found()
          .rules()
          .add(
              "/canonical",
              "more than " + MOST_HOPS + " aliases would lead from one to the next",
              "lead to what the last one leads to");
    }
  }
}
