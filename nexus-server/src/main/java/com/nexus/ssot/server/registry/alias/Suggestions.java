package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Names that were perhaps meant by one that is unknown. A courtesy: it takes little time, and when
 * that is not enough there are none. Whoever asks has made sure that the caller may read the
 * context. Thread-safe.
 */
@Component
public class Suggestions {
  private static final Logger LOG = LoggerFactory.getLogger(Suggestions.class);
  private static final Duration MOST = Duration.ofMillis(200);
  private static final int LONGEST = 255;

  private final SimilarTable table;
  private final Transactions transactions;

  Suggestions(SimilarTable table, Transactions transactions) {
    this.table = table;
    this.transactions = transactions;
  }

  /** Up to three aliases of the context, most similar first. */
  public List<String> similar(String contextKey, String alias) {
    String key = Name.of(alias).key();
    if (key.length() > LONGEST || key.indexOf('\0') >= 0) {
      return List.of();
    }
    try {
      return transactions.read(() -> {
        table.within(MOST);
        return table.aliases(contextKey, key);
      });
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("No suggestions: {}", e.toString());
      return List.of();
    }
  }
}
