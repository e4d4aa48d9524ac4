package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the live aliases that lead to something. Thread-safe. */
@Component
public class UseTable {
  private final JdbcClient jdbc;

  UseTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Refuses with {@code IN_USE}, naming up to ten aliases, when any leads there. */
  public void requireNoAlias(TargetKind kind, String name, String word) {
    List<Cause> found =
        jdbc.sql(
                """
                select a.shown, a.context from alias a
                where a.target_kind = ? and a.target_key = ? and a.deleted_at is null
                order by a.context_key, a.key limit 10
                """)
            .param(kind.name())
            .param(Name.of(name).key())
            .query((row, n) ->
                Cause.of(
                    "the alias '%s' in the context '%s' leads here"
                        .formatted(row.getString("shown"), row.getString("context")),
                    "delete it, or let it lead elsewhere, first"))
            .list();
    if (!found.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE, "Aliases still lead to the " + word + " '" + name + "'", found);
    }
  }
}
