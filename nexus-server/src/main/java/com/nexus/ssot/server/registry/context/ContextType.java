package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.ObjectNames;
import com.nexus.ssot.server.registry.ObjectType;
import com.nexus.ssot.server.registry.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the common writes must know about contexts. Thread-safe. */
@Component
final class ContextType implements ObjectType<Context, ContextDraft> {
  /** Where names stand that say no context; it cannot be deleted. */
  static final String DEFAULT = "default";

  /** No context's key; held by whatever changes rights or rules. */
  private static final String RIGHTS_LOCK = "*";

  private final ContextTable table;
  private final ContextLocks locks;
  private final PermissionWords words;
  private final Access access;

  ContextType(ContextTable table, ContextLocks locks, PermissionWords words, Access access) {
    this.access = access;
    this.table = table;
    this.locks = locks;
    this.words = words;
  }

  @Override
  public String word() {
    return "context";
  }

  @Override
  public Class<ContextDraft> draft() {
    return ContextDraft.class;
  }

  @Override
  public ObjectKind kind() {
    return ObjectKind.CONTEXT;
  }

  @Override
  public Verb verb() {
    return Verb.ADMIN;
  }

  @Override
  public String nameField() {
    return "name";
  }

  @Override
  public String nameIn(ContextDraft draft) {
    return draft.name();
  }

  @Override
  public String nameOf(Context context) {
    return context.name();
  }

  /**
   * Waits until no write in the context runs, so that none is left that knew other rules; and comes
   * one at a time with changes of people, so that enough of them are left to approve.
   */
  @Override
  public Optional<Context> lock(String key) {
    locks.alone(RIGHTS_LOCK);
    locks.alone(key);
    return table.lock(key);
  }

  @Override
  public ContextDraft checked(ContextDraft draft, @Nullable Context before) {
    Causes causes = new Causes();
    Name name = ObjectNames.check("/name", draft.name(), causes);
    List<String> permissions = draft.permissions() == null ? List.of() : draft.permissions();
    words.check(permissions, causes);
    if (draft.naming() != null) {
      causes.addAll(draft.naming().check("/naming"));
    }
    if (draft.approvals() != null) {
      causes.addAll(draft.approvals().checkForContext("/approvals"));
      words.checkTeams(draft.approvals().teams(), "/approvals/teams", causes);
    }
    if (draft.changeWindows() != null) {
      causes.addAll(draft.changeWindows().check("/change_windows"));
    }
    if (name.key().equals(DEFAULT) && Boolean.TRUE.equals(draft.fallback())) {
      causes.add("/fallback", "'default' cannot fall back to itself", "leave it out");
    }
    String description = causes.text("/description", draft.description(), 4000);
    causes.refuse("The context");
    return new ContextDraft(
        name.shown(),
        description,
        permissions,
        Boolean.TRUE.equals(draft.approvalRequired()),
        Boolean.TRUE.equals(draft.autoExpire()),
        draft.naming(),
        draft.approvals(),
        draft.changeWindows(),
        draft.mode() == null ? ContextMode.READWRITE : draft.mode(),
        Boolean.TRUE.equals(draft.isPublic()),
        Boolean.TRUE.equals(draft.fallback()));
  }

  /**
   * Whom a context lets in is a right that is given: by publishing it, and by changing whom it
   * demands of writers or asks for approval.
   */
  @Override
  public void requireGiver(Actor actor, @Nullable Context before, ContextDraft checked) {
    String key = Name.of(checked.name()).key();
    List<Cause> causes = new ArrayList<>();
    boolean published = before == null || !before.isPublic();
    if (published
        && Boolean.TRUE.equals(checked.isPublic())
        && !access.mayGive(actor, Ask.of(Verb.READ, ObjectKind.ALIAS, key))) {
      causes.add(
          Cause.at(
              "/is_public",
              "It would let everybody resolve names here.",
              "Ask somebody who may read aliases here."));
    }
    if (before != null && demandsOther(before, checked) && !mayOpen(actor, key)) {
      causes.add(
          Cause.at(
              "/permissions",
              "It would change who may write and approve here.",
              "Ask somebody who may write and approve here, or administers policies."));
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.FORBIDDEN, "Nobody gives more than they have.", causes);
    }
  }

  /** Whether writers need something else than before; demanding something first only narrows. */
  private static boolean demandsOther(Context before, ContextDraft checked) {
    List<String> wanted = checked.permissions() == null ? List.of() : checked.permissions();
    return (!before.permissions().isEmpty() && !keys(before.permissions()).equals(keys(wanted)))
        || (before.approvalRequired() && !Boolean.TRUE.equals(checked.approvalRequired()))
        || !Objects.equals(before.approvals(), checked.approvals());
  }

  private static Set<String> keys(List<String> words) {
    return words.stream().map(word -> Name.of(word).key()).collect(Collectors.toSet());
  }

  private boolean mayOpen(Actor actor, String key) {
    return access.allows(actor, Verb.ADMIN, ObjectKind.POLICY, key)
        || (access.mayGive(actor, Ask.of(Verb.WRITE, ObjectKind.ALIAS, key))
            && access.mayGive(actor, Ask.of(Verb.APPROVE, ObjectKind.PROPOSAL, key)));
  }

  @Override
  public ContextDraft draftOf(Context context) {
    return new ContextDraft(
        context.name(),
        context.description(),
        context.permissions(),
        context.approvalRequired(),
        context.autoExpire(),
        context.naming(),
        context.approvals(),
        context.changeWindows(),
        context.mode(),
        context.isPublic(),
        context.fallback());
  }

  @Override
  public Context made(ContextDraft checked, Stamp stamp, @Nullable Context before) {
    return new Context(
        stamp.id(),
        checked.name(),
        checked.description(),
        List.copyOf(checked.permissions() == null ? List.of() : checked.permissions()),
        Boolean.TRUE.equals(checked.approvalRequired()),
        Boolean.TRUE.equals(checked.autoExpire()),
        checked.naming(),
        checked.approvals(),
        checked.changeWindows(),
        checked.mode() == null ? ContextMode.READWRITE : checked.mode(),
        Boolean.TRUE.equals(checked.isPublic()),
        Boolean.TRUE.equals(checked.fallback()),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        stamp.changeId(),
        stamp.deletedAt());
  }

  @Override
  public void requireUnused(Context context, UUID changeId) {
    String key = Name.of(context.name()).key();
    if (key.equals(DEFAULT)) {
      throw Fault.of(
          FaultCode.IN_USE, "The context 'default' is where names stand that say no context");
    }
    List<String> aliases = table.aliasesIn(key);
    if (!aliases.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "The context '" + context.name() + "' still holds aliases",
          aliases.stream()
              .map(alias -> Cause.of("the alias '" + alias + "' stands here", "delete it first"))
              .toList());
    }
    List<UUID> changes = table.changesWaitingIn(key, changeId);
    if (!changes.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "Changes in the context '" + context.name() + "' wait for approval",
          changes.stream()
              .map(id -> Cause.of("the change " + id + " concerns this context", null))
              .toList());
    }
  }

  @Override
  public void insert(Context context, Actor by, Writes writes) {
    ContextTable.insert(context, by, writes);
  }

  @Override
  public void update(Context context, Actor by, Writes writes) {
    ContextTable.update(context, by, writes);
  }
}
