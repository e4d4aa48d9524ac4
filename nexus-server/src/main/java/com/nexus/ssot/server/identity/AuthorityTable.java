package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Principals with everything that speaks for them. Thread-safe. */
@Component
final class AuthorityTable {
  private final JdbcClient jdbc;

  AuthorityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Principal> find(UUID id) {
    return find(id, true);
  }

  /** Whom a pseudonym of the audit log stands for; empty once erased. */
  Optional<UUID> bySubject(UUID subject) {
    return jdbc.sql(
            "select principal_id from audit_subject where subject = ? and principal_id is not null")
        .param(subject)
        .query(UUID.class)
        .optional();
  }

  /**
   * @param withOwner whether an agent's person is looked at too; a person has none
   */
  private Optional<Principal> find(UUID id, boolean withOwner) {
    return jdbc.sql(
            """
            select p.id, s.subject, o.subject as owner_subject, p.owner_id, p.kind, p.name, p.admin,
              p.disabled_at is null as active,
              array(select t.key from team t join team_member m on m.team_id = t.id
                where m.principal_id in (p.id, p.owner_id) and t.deleted_at is null) as teams
            from principal p join audit_subject s on s.principal_id = p.id
              left join audit_subject o on o.principal_id = p.owner_id
            where p.id = ?
            """)
        .param(id)
        .query((row, n) -> read(row, withOwner))
        .optional();
  }

  private Principal read(ResultSet row, boolean withOwner) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    PrincipalKind kind = PrincipalKind.valueOf(row.getString("kind"));
    List<Grant> grants = new ArrayList<>();
    List<Scope> restrictions = new ArrayList<>();
    if (row.getBoolean("admin")) {
      grants.add(Grant.of(Scope.EVERYTHING));
    }
    rules(id, grants, restrictions);
    UUID owner = row.getObject("owner_id", UUID.class);
    Authority person =
        withOwner && kind == PrincipalKind.AGENT && owner != null
            ? find(owner, false).map(Principal::authority).orElse(null)
            : null;
    return new Principal(
        id,
        row.getObject("subject", UUID.class),
        row.getObject("owner_subject", UUID.class),
        kind,
        row.getString("name"),
        new Authority(
            kind,
            row.getBoolean("active"),
            Set.copyOf(Arrays.asList((String[]) row.getArray("teams").getArray())),
            grants,
            restrictions,
            person));
  }

  /** Its own rules, those of the teams it is in itself, and those of the roles of both. */
  private void rules(UUID id, List<Grant> grants, List<Scope> restrictions) {
    jdbc.sql(
            """
            with teams as (
              select m.team_id from team_member m join team t on t.id = m.team_id
              where m.principal_id = :id and t.deleted_at is null)
            select g.restriction, g.verb, g.kind, g.operation, g.context, g.condition
            from grant_rule g
            where g.principal_id = :id
              or g.team_id in (select team_id from teams)
              or (g.everyone and exists (select from teams))
              or g.role_id in (
                select m.role_id from role_member m join role r on r.id = m.role_id
                where r.deleted_at is null
                  and (m.principal_id = :id or m.team_id in (select team_id from teams)))
            """)
        .param("id", id)
        .query(row -> {
          Scope scope = scope(row);
          if (row.getBoolean("restriction")) {
            restrictions.add(scope);
          } else {
            grants.add(new Grant(scope, Grant.Condition.valueOf(row.getString("condition"))));
          }
        });
  }

  private static Scope scope(ResultSet row) throws SQLException {
    @Nullable String verb = row.getString("verb");
    @Nullable String kind = row.getString("kind");
    return new Scope(
        verb == null ? null : Verb.valueOf(verb),
        kind == null ? null : ObjectKind.valueOf(kind),
        row.getString("operation"),
        row.getString("context"));
  }
}
