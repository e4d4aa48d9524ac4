package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.registry.Keyset;
import com.nexus.ssot.server.registry.context.ContextTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists of aliases, with nothing in them that the caller may not see. Thread-safe. */
@Component
public class AliasLists {
  private final AliasViewTable table;
  private final ContextTable contexts;
  private final Access access;
  private final Cursors cursors;
  private final Transactions transactions;
  private final InstantSource clock;

  AliasLists(
      AliasViewTable table,
      ContextTable contexts,
      Access access,
      Cursors cursors,
      Transactions transactions,
      InstantSource clock) {
    this.table = table;
    this.contexts = contexts;
    this.access = access;
    this.cursors = cursors;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** One page. */
  Page<Alias> page(Actor actor, AliasQuery query) {
    Keyset keyset = AliasFilter.conditions(query);
    String list = "aliases, active " + query.active();
    String fingerprint = keyset.fingerprint(list);
    keyset.from(cursors, list);
    AliasFilter.addActive(keyset, query.active(), clock.instant());
    addVisible(keyset, actor, query.context());
    return transactions.read(() -> {
      List<Alias> rows = table.list(keyset);
      Long total = query.page().count() ? table.count(keyset) : null;
      return cursors.page(
          query.page(), fingerprint, rows, a -> position(query.page().sort(), a), total);
    });
  }

  private static List<Object> position(String sort, Alias alias) {
    Object value =
        switch (sort) {
          case "updated_at" -> alias.updatedAt();
          case "expires_at" -> alias.expiresAt() == null ? "infinity" : alias.expiresAt();
          default -> Name.of(alias.alias()).key();
        };
    return List.of(value, alias.id());
  }

  /**
   * Every live alias that the caller may see, in one list without pages.
   *
   * @param context only those of this context; null for all
   * @param most more than these are refused
   */
  List<Alias> all(Actor actor, @Nullable String context, int most) {
    PageRequest page = new PageRequest(most, null, "alias", false, false);
    Keyset keyset =
        AliasFilter.conditions(
            new AliasQuery(context, null, null, List.of(), null, null, null, null, false, page));
    addVisible(keyset, actor, context);
    List<Alias> all = transactions.read(() -> table.list(keyset));
    if (all.size() > most) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "There are more than " + most + " aliases, too many for one answer",
          List.of(Cause.at("?context", "this list has no pages", "use /api/aliases instead")));
    }
    return all;
  }

  /** An alias, deleted or not, of a context that the caller may read. */
  public Optional<Alias> find(Actor actor, String contextKey, String key) {
    requireReadable(actor, contextKey);
    return table.find(contextKey, key);
  }

  /**
   * A page of an alias's history, newest first.
   *
   * @param id which alias of those that have had the name; null for the one that has it
   */
  Page<Revision> history(
      Actor actor, String contextKey, String alias, @Nullable UUID id, PageRequest page) {
    String key = Name.of(alias).key();
    Alias current = find(actor, contextKey, key).orElseThrow(() -> AliasPlans.unknown(alias));
    UUID former = id == null || id.equals(current.id()) ? null : id;
    String list = "alias " + (former == null ? current.id() : former);
    int below =
        cursors
            .position(page, list)
            .map(values -> Integer.parseInt(String.valueOf(values.getFirst())))
            .orElse(Integer.MAX_VALUE);
    List<Revision> rows;
    long revisions = current.revision();
    if (former == null) {
      rows = table.history(current, below, page.rows());
    } else {
      // Of every alias there is each revision from the first.
      revisions =
          table.formerHistory(contextKey, key, former, Integer.MAX_VALUE, 1).stream()
              .findFirst()
              .orElseThrow(
                  () -> Fault.of(FaultCode.NOT_FOUND, "No alias " + former + " has had this name"))
              .revision();
      rows = table.formerHistory(contextKey, key, former, below, page.rows());
    }
    Long total = page.count() ? revisions : null;
    return cursors.page(page, list, rows, revision -> List.of(revision.revision()), total);
  }

  private void addVisible(Keyset keyset, Actor actor, @Nullable String context) {
    List<String> visible = visible(actor, context);
    if (visible != null && context == null) {
      keyset.where(
          "a.context_key = any(cast(:visible as text[]))",
          "visible",
          visible.toArray(String[]::new));
    }
  }

  /**
   * Keys of the contexts whose aliases a caller may see; null for all there are, only for whom no
   * context is out of reach: one that is made before the list is read must not show.
   *
   * @param context the only one that is asked about; refused when the caller may not read it
   */
  public @Nullable List<String> visible(Actor actor, @Nullable String context) {
    if (context != null) {
      String key = Name.of(context).key();
      requireReadable(actor, key);
      return List.of(key);
    }
    Reach reach = access.reach(actor, Verb.READ, ObjectKind.ALIAS);
    return reach.isEverything() ? null : table.contextKeys().stream().filter(reach::has).toList();
  }

  /** Holds the caller to contexts it may read; one that does not exist is told only to who may. */
  void requireReadable(Actor actor, String contextKey) {
    access.require(actor, Verb.READ, ObjectKind.ALIAS, contextKey);
    if (contexts.find(contextKey).filter(c -> c.deletedAt() == null).isEmpty()) {
      throw Fault.of(FaultCode.NOT_FOUND, "There is no context " + Quoted.of(contextKey));
    }
  }
}
