package com.nexus.ssot.server.registry.search;

import com.nexus.ssot.model.api.SearchAnswer;
import com.nexus.ssot.model.api.SearchHit;
import com.nexus.ssot.model.api.SearchHit.Reason;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Finds names by tiers: exactly this, beginning like this, like this with typos, and described like
 * this. A later tier is asked only when the ones before leave room, and given up when it takes too
 * long. Thread-safe.
 */
@Component
class Search {
  private static final Logger LOG = LoggerFactory.getLogger(Search.class);
  private static final Duration MOST = Duration.ofMillis(400);
  private static final double ALIKE = 0.6;
  private static final double SOMEWHAT_ALIKE = 0.4;
  private static final int MOST_SUGGESTIONS = 3;

  private final SearchTable table;
  private final Transactions transactions;

  Search(SearchTable table, Transactions transactions) {
    this.table = table;
    this.transactions = transactions;
  }

  /** The best hits, best first. */
  SearchAnswer find(SearchScope scope, int limit) {
    Found found = new Found(limit);
    if (!scope.types().isEmpty()) {
      found.add(tiers(scope, ALIKE, limit, Reason.EXACT, Reason.PREFIX));
      if (found.wantsMore()) {
        found.add(bounded(() -> tiers(scope, ALIKE, limit, Reason.SIMILAR)));
      }
      if (found.wantsMore()) {
        found.add(bounded(() -> tiers(scope, SOMEWHAT_ALIKE, limit, Reason.SIMILAR)));
      }
      if (found.wantsMore()) {
        found.add(bounded(() -> tiers(scope, SOMEWHAT_ALIKE, limit, Reason.DESCRIPTION)));
      }
    }
    return found.answer();
  }

  private List<SearchHit> tiers(SearchScope scope, double likeness, int limit, Reason... reasons) {
    return transactions.read(() -> {
      table.within(MOST, likeness);
      List<SearchHit> hits = new ArrayList<>();
      for (Reason reason : reasons) {
        hits.addAll(table.find(reason, scope, limit));
      }
      return hits;
    });
  }

  private static List<SearchHit> bounded(Supplier<List<SearchHit>> tier) {
    try {
      return tier.get();
    } catch (DataAccessException e) {
      LOG.debug("A tier of the search was given up: {}", e.toString());
      return List.of();
    }
  }

  /** Hits as they come in, each thing once. Used by one thread. */
  private static final class Found {
    private final int limit;
    private final List<SearchHit> hits = new ArrayList<>();
    private final Set<List<String>> seen = new HashSet<>();

    Found(int limit) {
      this.limit = limit;
    }

    void add(List<SearchHit> more) {
      for (SearchHit hit : more) {
        String context = hit.context() == null ? "" : hit.context();
        if (wantsMore() && seen.add(List.of(hit.type(), hit.name(), context))) {
          hits.add(hit);
        }
      }
    }

    boolean wantsMore() {
      return hits.size() < limit;
    }

    SearchAnswer answer() {
      boolean exact = hits.stream().anyMatch(hit -> hit.matchReason() == Reason.EXACT);
      List<String> meant =
          exact
              ? List.of()
              : hits.stream()
                  .filter(hit -> hit.matchReason() != Reason.DESCRIPTION)
                  .map(SearchHit::name)
                  .distinct()
                  .limit(MOST_SUGGESTIONS)
                  .toList();
      return new SearchAnswer(List.copyOf(hits), meant);
    }
  }
}
