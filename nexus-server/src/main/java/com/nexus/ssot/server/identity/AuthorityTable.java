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
import org.jspecify.annotations.Nullable;
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
   * One query, as acts on changes read many of these: the principal, and each rule that speaks for
   * it, its own and those of its teams and roles.
   *
   * @param withOwner whether an agent's person is looked at too; a person has none
   */
  private Optional<Principal> find(UUID id, boolean withOwner) {
    List<Found> found = new ArrayList<>();
    List<Grant> grants = new ArrayList<>();
    List<Scope> restrictions = new ArrayList<>();
    jdbc.sql(
            """
            select s.subject, o.subject as owner_subject, p.owner_id, p.kind as sort,
              p.name, p.admin, p.disabled_at is null as active,
              array(select t.key from team t join team_member m on m.team_id = t.id
                where t.deleted_at is null and (m.principal_id = p.id
                  or exists (select from principal w where w.id = p.owner_id
                    and m.principal_id = w.id and w.disabled_at is null))) as teams,
              g.*
            from principal p join audit_subject s on s.principal_id = p.id
              left join audit_subject o on o.principal_id = p.owner_id
              left join principal_rule g on g.principal_id = p.id
            where p.id = ?
            """)
        .param(id)
        .query(row -> {
          if (found.isEmpty()) {
            found.add(read(row));
            if (row.getBoolean("admin")) {
              grants.add(Grant.of(Scope.EVERYTHING));
            }
          }
          if (row.getString("condition") != null) {
            rule(row, grants, restrictions);
          }
        });
    return found.stream()
        .findFirst()
        .map(one -> {
          UUID owner = one.owner();
          Authority person =
              withOwner && one.kind() == PrincipalKind.AGENT && owner != null
                  ? find(owner, false).map(Principal::authority).orElse(null)
                  : null;
          return new Principal(
              id,
              one.subject(),
              one.ownerSubject(),
              one.kind(),
              one.name(),
              new Authority(one.kind(), one.active(), one.teams(), grants, restrictions, person));
        });
  }

  /** A principal without the rules that speak for it. */
  private record Found(
      UUID subject,
      @Nullable UUID ownerSubject,
      @Nullable UUID owner,
      PrincipalKind kind,
      String name,
      boolean active,
      Set<String> teams) {}

  private static Found read(ResultSet row) throws SQLException {
    return new Found(
        row.getObject("subject", UUID.class),
        row.getObject("owner_subject", UUID.class),
        row.getObject("owner_id", UUID.class),
        PrincipalKind.valueOf(row.getString("sort")),
        row.getString("name"),
        row.getBoolean("active"),
        teams(row));
  }

  private static void rule(ResultSet row, List<Grant> grants, List<Scope> restrictions)
      throws SQLException {
    if (row.getBoolean("restriction")) {
      restrictions.add(GrantTable.scope(row));
    } else {
      grants.add(GrantTable.grant(row));
    }
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
          rule(
              row,
              grants.computeIfAbsent(id, _ -> new ArrayList<>()),
              restrictions.computeIfAbsent(id, _ -> new ArrayList<>()));
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
