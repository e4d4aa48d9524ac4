package com.nexus.ssot.server;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.PrincipalTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes people, services and agents for tests of the engine, which has no directory. */
public final class TestCast {
  private static final Actor.Origin ORIGIN = new Actor.Origin("127.0.0.1", "test", "r-1", null);

  private final TestEngine engine;

  /** In an engine. */
  public TestCast(TestEngine engine) {
    this.engine = engine;
  }

  /** Somebody who may do something to everything in some contexts. */
  public UUID add(
      PrincipalKind kind, String name, @Nullable UUID owner, List<String> contexts, Verb... verbs) {
    UUID id = Ids.next(InstantSource.system());
    engine
        .bean(Transactions.class)
        .write(writes -> {
          engine
              .bean(PrincipalTable.class)
              .insert(writes, id, kind, name, owner, false, Instant.now());
          engine.bean(Subjects.class).add(writes, id);
          return true;
        });
    for (String context : contexts) {
      for (Verb verb : verbs) {
        grant(id, verb, context);
      }
    }
    return id;
  }

  /** A person. */
  public UUID person(String name, String context, Verb... verbs) {
    return add(PrincipalKind.HUMAN, name, null, List.of(context), verbs);
  }

  /** Lets somebody do something in a context. */
  public void grant(UUID id, Verb verb, String context) {
    engine
        .sql()
        .sql(
            """
            insert into grant_rule (id, principal_id, restriction, verb, context, condition)
            values (gen_random_uuid(), ?, false, ?, ?, 'NONE')
            """)
        .param(id)
        .param(verb.name())
        .param(context)
        .update();
    engine.bean(Callers.class).forget(id);
  }

  /** Takes all rights from somebody; other parts of the engine are not told. */
  public void strip(UUID id) {
    engine.sql().sql("delete from grant_rule where principal_id = ?").param(id).update();
  }

  /** Disables or enables somebody; other parts of the engine are not told. */
  public void active(UUID id, boolean active) {
    engine
        .sql()
        .sql("update principal set disabled_at = case when ? then null else now() end where id = ?")
        .param(active)
        .param(id)
        .update();
  }

  /** A team with members. */
  public void team(String name, UUID... members) {
    UUID team = UUID.randomUUID();
    engine
        .sql()
        .sql("insert into team (id, name, key, revision, created_at) values (?, ?, ?, 1, now())")
        .param(team)
        .param(name)
        .param(Name.of(name).key())
        .update();
    for (UUID member : members) {
      engine
          .sql()
          .sql("insert into team_member (team_id, principal_id, since) values (?, ?, now())")
          .param(team)
          .param(member)
          .update();
      engine.bean(Callers.class).forget(member);
    }
  }

  /** Somebody who leaves every team; other parts of the engine are not told. */
  public void leaveTeams(UUID member) {
    engine.sql().sql("delete from team_member where principal_id = ?").param(member).update();
  }

  /** Somebody who has just signed in. */
  public Actor signedIn(UUID id) {
    return signedIn(id, engine.bean(InstantSource.class).instant());
  }

  /** Somebody who signed in at a time. */
  public Actor signedIn(UUID id, Instant at) {
    return act(id, "session:test", at);
  }

  /** Somebody who comes with a key. */
  public Actor withKey(UUID id) {
    return act(id, "key:test", null);
  }

  private Actor act(UUID id, String via, @Nullable Instant at) {
    return engine
        .bean(Callers.class)
        .actor(id, new Actor.Credential(via, Set.of(Verb.values()), Set.of("*"), at), ORIGIN)
        .orElseThrow();
  }
}
