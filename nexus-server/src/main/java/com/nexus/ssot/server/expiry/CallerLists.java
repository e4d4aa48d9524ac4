package com.nexus.ssot.server.expiry;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasCaller;
import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.registry.Keyset;
import com.nexus.ssot.server.registry.alias.AliasLists;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who calls deprecated names, told to those who may read these names. Thread-safe. */
@Component
class CallerLists {
  /** Callers that are told of one alias, and of each where all are listed. */
  private static final int MOST = 1_000;

  private static final int MOST_OF_EACH = 100;

  private final AliasLists lists;
  private final CallTable calls;
  private final AliasCalls counting;
  private final Cursors cursors;
  private final Transactions transactions;

  CallerLists(
      AliasLists lists,
      CallTable calls,
      AliasCalls counting,
      Cursors cursors,
      Transactions transactions) {
    this.lists = lists;
    this.calls = calls;
    this.counting = counting;
    this.cursors = cursors;
    this.transactions = transactions;
  }

  /** Who calls one alias; what this server counted until now is part of it. */
  AliasCallers of(Actor actor, String contextKey, String alias) {
    Alias found =
        lists
            .find(actor, contextKey, Name.of(alias).key())
            .orElseThrow(
                () -> Fault.of(FaultCode.NOT_FOUND, "There is no alias " + Quoted.of(alias)));
    counting.write();
    return new AliasCallers(
        found.alias(),
        found.context(),
        found.owner(),
        found.deprecatedAt(),
        found.sunsetAt(),
        found.successor(),
        calls.callers(found.id(), counting.firstDay(), MOST));
  }

  /** A page of deprecated names with their callers, also those that nobody calls. */
  Page<AliasCallers> page(Actor actor, CallersQuery query) {
    Keyset keyset =
        new Keyset(query.page(), "a.key", "text", "a.id")
            .where("a.deprecated_at is not null")
            .where("a.deleted_at is null");
    String fingerprint = keyset.fingerprint("callers, " + query.context());
    keyset.from(cursors, "callers, " + query.context());
    List<String> visible = lists.visible(actor, query.context());
    if (visible != null) {
      keyset.where(
          "a.context_key = any(cast(:visible as text[]))",
          "visible",
          visible.toArray(String[]::new));
    }
    counting.write();
    return transactions.read(() -> {
      List<CallTable.Ending> rows = calls.deprecated(keyset);
      Map<UUID, List<AliasCaller>> found =
          calls.callers(
              rows.stream().map(CallTable.Ending::id).toList(), counting.firstDay(), MOST_OF_EACH);
      Long total = query.page().count() ? calls.count(keyset) : null;
      Page<CallTable.Ending> page =
          cursors.page(query.page(), fingerprint, rows, row -> List.of(row.key(), row.id()), total);
      return new Page<>(
          page.items().stream()
              .map(row -> called(row.alias(), found.getOrDefault(row.id(), List.of())))
              .toList(),
          page.next(),
          page.total());
    });
  }

  private static AliasCallers called(AliasCallers alias, List<AliasCaller> callers) {
    return new AliasCallers(
        alias.alias(),
        alias.context(),
        alias.owner(),
        alias.deprecatedAt(),
        alias.sunsetAt(),
        alias.successor(),
        callers);
  }
}
