package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what an alias is not refused for and should be known of. Thread-safe. */
@Component
class WarningTable {
  private final JdbcClient jdbc;

  WarningTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sentences about what has its name, is open about it, or is easily taken for it. */
  List<String> about(Alias alias) {
    String key = Name.of(alias.alias()).key();
    String targetKey = AliasRow.targetKey(alias);
    boolean itself =
        targetKey.equals(key)
            && (alias.targetKind() == TargetKind.ANCHOR
                || alias.targetKind() == TargetKind.ENDPOINT);
    return jdbc.sql(
            """
            select 'an endpoint is called ''' || p.name || ''' too, and the alias leads elsewhere'
            from endpoint p where p.key = :key and p.deleted_at is null and not :itself
            union all
            select 'an anchor is called ''' || n.anchor_id || ''' too, and the alias leads elsewhere'
            from anchor n where n.key = :key and n.deleted_at is null and not :itself
            union all
            (select 'the change ' || c.id || ' about it is open'
            from change_target t join change c on c.id = t.change_id
            where c.is_open and t.object_type = 'alias' and (t.object_id = :id
              or t.base_revision = 0 and t.context_key = :context and t.object_key = :key)
            order by c.id limit 3)
            union all
            (select 'it is easily taken for ''' || a.shown || ''', which leads elsewhere'
            from alias a
            where a.key % :key and a.context_key = :context and a.key <> :key
              and name_skeleton(a.key) = name_skeleton(:key)
              and a.deleted_at is null and a.is_active
              and coalesce(a.expires_at, 'infinity') > now()
              and (a.target_kind, a.target_key) <> (:kind, :target)
              and not (a.target_kind = 'ALIAS' and a.target_key = :key)
              and not (:kind = 'ALIAS' and :target = a.key)
            order by a.key limit 3)
            """)
        .param("key", key)
        .param("id", alias.id())
        .param("context", Name.of(alias.context()).key())
        .param("kind", alias.targetKind().name())
        .param("target", targetKey)
        .param("itself", itself)
        .query(String.class)
        .list();
  }
}
