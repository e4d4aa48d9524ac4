package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Notice;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people are told until they have seen it. Thread-safe. */
@Component
public final class Notices {
  private final NoticeTable table;
  private final Transactions transactions;

  Notices(NoticeTable table, Transactions transactions) {
    this.table = table;
    this.transactions = transactions;
  }

  /**
   * Tells people something, as part of a transaction.
   *
   * @param about what it is about, such as {@code change.override}
   * @param object what to look at, as a path of the API
   */
  public void tell(
      Writes writes,
      Collection<UUID> people,
      String about,
      String text,
      String object,
      Instant at) {
    for (UUID person : people) {
      table.insert(writes, Ids.at(at), person, about, text, object, at);
    }
  }

  /**
   * What somebody was told, newest first.
   *
   * @param before only what is older than this one; null for the newest
   */
  List<Notice> of(UUID person, boolean unread, @Nullable UUID before, int limit) {
    return table.of(person, unread, before, limit);
  }

  /** Somebody has seen one; returns whether there was such a notice for them. */
  boolean read(UUID person, UUID id, Instant at) {
    boolean known = table.exists(person, id);
    if (known) {
      transactions.write(writes -> {
        table.read(writes, person, id, at);
        return true;
      });
    }
    return known;
  }
}
