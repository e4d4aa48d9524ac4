package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.api.PrincipalKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Principals with everything that speaks for them. Thread-safe. */
@Component
public class AuthorityTable {
  private final JdbcClient jdbc;

  AuthorityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A principal, as the running transaction sees it. */
  public Optional<Principal> find(UUID id) {
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
                where t.deleted_at is null and (m.principal_id = p.id
                  or exists (select from principal w where w.id = p.owner_id
                    and m.principal_id = w.id and w.disabled_at is null))) as teams
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
        new Authority(kind, row.getBoolean("active"), teams(row), grants, restrictions, person));
  }

  /** Every rule that speaks for it: its own, and those of its teams and roles. */
  private void rules(UUID id, List<Grant> grants, List<Scope> restrictions) {
    jdbc.sql("select g.* from principal_rule g where g.principal_id = ?")
        .param(id)
        .query(row -> {
          if (row.getBoolean("restriction")) {
            restrictions.add(GrantTable.scope(row));
          } else {
            grants.add(GrantTable.grant(row));
          }
        });
  }

  /**
   * All people, disabled ones too, with what speaks for them, as the running transaction sees it.
   */
  public Map<UUID, Authority> people() {
    return all("where p.kind = 'HUMAN'");
  }

  /**
   * The same of everybody who can act. Services and agents have the teams of whoever answers for
   * them, and agents do no more than that person may.
   */
  public Map<UUID, Authority> everybody() {
    return all("");
  }

  private Map<UUID, Authority> all(String which) {
    Map<UUID, List<Grant>> grants = new HashMap<>();
    Map<UUID, List<Scope>> restrictions = new HashMap<>();
    jdbc.sql("select g.* from principal_rule g join principal p on p.id = g.principal_id " + which)
        .query(row -> {
          UUID id = row.getObject("principal_id", UUID.class);
          if (row.getBoolean("restriction")) {
            restrictions.computeIfAbsent(id, _ -> new ArrayList<>()).add(GrantTable.scope(row));
          } else {
            grants.computeIfAbsent(id, _ -> new ArrayList<>()).add(GrantTable.grant(row));
          }
        });
    Map<UUID, Authority> found = new HashMap<>();
    jdbc.sql(
            """
            select p.id, p.kind, p.admin, p.owner_id, p.disabled_at is null as active,
              array(select t.key from principal_team m join team t on t.id = m.team_id
                where m.principal_id = any (array[p.id, w.id])) as teams
            from principal p
              left join principal w on w.id = p.owner_id and w.disabled_at is null
            """
                + which
                // Whoever answers for an agent comes before it.
                + " order by p.kind = 'HUMAN' desc, p.created_at")
        .query(row -> {
          UUID id = row.getObject("id", UUID.class);
          PrincipalKind kind = PrincipalKind.valueOf(row.getString("kind"));
          UUID owner = row.getObject("owner_id", UUID.class);
          List<Grant> own = grants.computeIfAbsent(id, _ -> new ArrayList<>());
          if (row.getBoolean("admin")) {
            own.add(Grant.of(Scope.EVERYTHING));
          }
          List<Scope> not = restrictions.getOrDefault(id, List.of());
          boolean active = row.getBoolean("active");
          Authority person = kind == PrincipalKind.AGENT && owner != null ? found.get(owner) : null;
          found.put(id, new Authority(kind, active, teams(row), own, not, person));
        });
    return found;
  }

  private static Set<String> teams(ResultSet row) throws SQLException {
    return Set.copyOf(Arrays.asList((String[]) row.getArray("teams").getArray()));
  }
}
