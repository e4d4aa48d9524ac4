package com.nexus.ssot.server.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random registries, in states that writes would not make too: what the sweep finds is what a plain
 * model in memory finds, and what it knew and is gone ends.
 */
class ConflictModelTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PAST = "2026-02-01T00:00:00Z";
  private static final String FUTURE = "2999-01-01T00:00:00Z";
  private static final int NAMES = 14;

  private static TestServer server;
  private static Conflicts conflicts;
  private static JdbcClient jdbc;

  private final Map<UUID, A> aliases = new TreeMap<>();
  private final Map<String, Boolean> endpoints = new HashMap<>();
  private final Map<UUID, Wish> wishes = new TreeMap<>();
  private String mark = "";
  private List<String> contexts = List.of();

  /** An alias as the model knows it. */
  private record A(
      UUID id,
      int born,
      String context,
      String key,
      String kind,
      String target,
      @Nullable String owner,
      boolean active,
      boolean deleted,
      @Nullable String expires) {

    boolean expired() {
      return PAST.equals(expires);
    }

    boolean inUse() {
      return !deleted && active && !expired();
    }

    boolean leadsTo(A other) {
      return kind.equals("ALIAS") && context.equals(other.context) && target.equals(other.key);
    }
  }

  /** An open change, and what it is about. */
  private record Wish(UUID change, int born, String context, String key, @Nullable UUID object) {}

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    conflicts = new Conflicts(server);
    jdbc = server.bean(JdbcClient.class);
    Reply adopted =
        server.post(
            "/api/governance",
            "alias_governance: {version: '2', rules: {uniqueness: {across_contexts: true}}}",
            "Content-Type",
            "application/yaml");
    assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theSweepFindsWhatThePlainModelFinds(long seed) {
    Random random = new Random(seed);
    Stock stock = new Stock(server);
    contexts = List.of(stock.context(), stock.context());
    mark = Stock.unique("m").replaceAll("[01]", "z") + "-";
    for (int i = 0; i < 4; i++) {
      boolean live = random.nextInt(3) > 0;
      String name = name(random);
      if (endpoints.putIfAbsent(name, live) == null) {
        addEndpoint(name, live);
      }
    }
    for (int step = 0; step < 4; step++) {
      for (int i = 0; i < 12; i++) {
        act(random, step * 100 + i);
      }
      conflicts.sweep();
      assertThat(standing()).as("seed " + seed + ", step " + step).isEqualTo(expected());
    }
  }

  /** Some of the names look like others. */
  private String name(Random random) {
    int n = random.nextInt(NAMES);
    return mark
        + switch (n) {
          case 0 -> "born";
          case 1 -> "bom";
          case 2 -> "b0m";
          case 3 -> "v-vl";
          case 4 -> "v-v1";
          case 5 -> "vvl";
          case 6 -> "w1";
          default -> "name-" + (char) ('a' + n);
        };
  }

  private void act(Random random, int born) {
    List<A> all = new ArrayList<>(aliases.values());
    int what = random.nextInt(10);
    if (what < 2) {
      act(random, born, random.nextBoolean());
    } else if (what < 7 || all.isEmpty()) {
      String context = contexts.get(random.nextInt(2));
      String key = name(random);
      if (all.stream().noneMatch(a -> a.context.equals(context) && a.key.equals(key))) {
        put(made(random, UUID.randomUUID(), born, context, key));
      }
    } else {
      A old = all.get(random.nextInt(all.size()));
      put(made(random, old.id, old.born, old.context, old.key));
    }
  }

  /** A change is proposed, or one that was is closed. */
  private void act(Random random, int born, boolean proposed) {
    if (proposed || wishes.isEmpty()) {
      List<A> all = new ArrayList<>(aliases.values());
      A about = all.isEmpty() || random.nextBoolean() ? null : all.get(random.nextInt(all.size()));
      Wish wish =
          about == null
              ? new Wish(
                  UUID.randomUUID(), born, contexts.get(random.nextInt(2)), name(random), null)
              : new Wish(UUID.randomUUID(), born, about.context, about.key, about.id);
      wishes.put(wish.change, wish);
      addWish(wish);
    } else {
      UUID closed = new ArrayList<>(wishes.keySet()).get(random.nextInt(wishes.size()));
      wishes.remove(closed);
      jdbc.sql("update change set state = 'REJECTED' where id = ?").param(closed).update();
    }
  }

  private A made(Random random, UUID id, int born, String context, String key) {
    String kind = List.of("ALIAS", "ALIAS", "URL", "ENDPOINT").get(random.nextInt(4));
    String target = kind.equals("URL") ? "https://example.com/" + random.nextInt(2) : name(random);
    String owner = List.of("", "", "ssot_maintainers", "nobody-here").get(random.nextInt(4));
    int life = random.nextInt(6);
    return new A(
        id,
        born,
        context,
        key,
        kind,
        target,
        owner.isEmpty() ? null : owner,
        random.nextInt(6) > 0,
        random.nextInt(6) == 0,
        life == 0 ? PAST : life == 1 ? FUTURE : null);
  }

  private void put(A a) {
    aliases.put(a.id, a);
    jdbc.sql(
            """
            insert into alias (id, context_key, context, key, shown, canonical, target_kind,
              target_key, type, owner, labels, expires_at, is_active, revision, created_at,
              created_by, updated_at, updated_by, change_id, deleted_at)
            values (:id, :context, :context, :key, :key, :target, :kind, :target, 'PERMANENT',
              :owner, '{}', cast(:expires as timestamptz), :active, 1,
              cast(:began as timestamptz) + :born * interval '1 second', :id, now(), :id, :id,
              case when :deleted then now() end)
            on conflict (id) do update set canonical = excluded.canonical,
              target_kind = excluded.target_kind, target_key = excluded.target_key,
              owner = excluded.owner, expires_at = excluded.expires_at,
              is_active = excluded.is_active, deleted_at = excluded.deleted_at,
              revision = alias.revision + 1
            """)
        .param("id", a.id)
        .param("context", a.context)
        .param("key", a.key)
        .param("target", a.target)
        .param("kind", a.kind)
        .param("owner", a.owner)
        .param("expires", a.expires)
        .param("active", a.active)
        .param("began", BEGAN.toString())
        .param("born", a.born)
        .param("deleted", a.deleted)
        .update();
  }

  private static void addEndpoint(String name, boolean live) {
    jdbc.sql(
            """
            insert into endpoint (id, name, key, method, path, version, is_active, revision,
              created_at, updated_at, updated_by, change_id, deleted_at)
            values (gen_random_uuid(), :name, :name, 'GET', '/', 'v1', true, 1, now(), now(),
              gen_random_uuid(), gen_random_uuid(), case when not :live then now() end)
            """)
        .param("name", name)
        .param("live", live)
        .update();
  }

  private static void addWish(Wish wish) {
    jdbc.sql(
            """
            insert into change (id, state, operations, proposed_by, proposed_at, contexts, revision,
              policy_version, digest)
            select :id, 'IN_REVIEW', '[]', p.id,
              cast(:began as timestamptz) + :born * interval '1 second', array[:context], 1, '-', '-'
            from principal p limit 1
            """)
        .param("id", wish.change)
        .param("began", BEGAN.toString())
        .param("born", wish.born)
        .param("context", wish.context)
        .update();
    jdbc.sql(
            """
            insert into change_target (change_id, object_type, object_id, base_revision, object_key,
              context_key)
            values (:id, 'alias', :object, :base, :key, :context)
            """)
        .param("id", wish.change)
        .param("object", wish.object == null ? UUID.randomUUID() : wish.object)
        .param("base", wish.object == null ? 0 : 1)
        .param("key", wish.key)
        .param("context", wish.context)
        .update();
  }

  /** What the server knows and has not seen end, in words. */
  private Set<String> standing() {
    Set<String> found = new TreeSet<>();
    for (String context : contexts) {
      conflicts
          .in(context, "&state=" + ConflictState.OPEN)
          .forEach(conflict -> {
            List<ConflictClaim> claims = conflicts.one(conflict.id()).claims();
            // What is not there has no id, and gets one when it is made and switched off.
            boolean named =
                conflict.type() == ConflictType.DANGLING
                    || conflict.type() == ConflictType.OWNER_GONE;
            ConflictClaim second = claims.getLast();
            String words =
                conflict.type()
                    + " "
                    + claims.getFirst().id()
                    + " "
                    + (named ? second.key() : second.id());
            assertThat(found.add(words)).as("twice: " + words).isTrue();
          });
    }
    return found;
  }

  private Set<String> expected() {
    Set<String> found = new TreeSet<>();
    List<A> live = aliases.values().stream().filter(a -> !a.deleted).toList();
    List<A> used = live.stream().filter(A::inUse).toList();
    Comparator<A> older = Comparator.comparingInt(A::born).thenComparing(a -> a.id.toString());
    for (A one : live) {
      live.stream()
          .filter(a -> a.key.equals(one.key))
          .min(older)
          .filter(oldest -> !oldest.equals(one))
          .ifPresent(oldest -> found.add("CROSS_CONTEXT " + oldest.id + " " + one.id));
    }
    for (A one : used) {
      addTarget(one, found);
      if (Boolean.TRUE.equals(endpoints.get(one.key))
          && !(one.kind.equals("ENDPOINT") && one.target.equals(one.key))) {
        found.add("SHADOWS_ENDPOINT " + one.id + " " + endpointId(one.key));
      }
      if ("nobody-here".equals(one.owner)) {
        found.add("OWNER_GONE " + one.id + " nobody-here");
      }
      A oldest =
          used.stream()
              .filter(a -> a.context.equals(one.context) && look(a.key).equals(look(one.key)))
              .min(older)
              .orElseThrow();
      boolean same = oldest.kind.equals(one.kind) && oldest.target.equals(one.target);
      if (!oldest.equals(one) && !same && !one.leadsTo(oldest) && !oldest.leadsTo(one)) {
        found.add("LOOK_ALIKE " + oldest.id + " " + one.id);
      }
    }
    addWishes(found);
    return found;
  }

  private void addTarget(A one, Set<String> found) {
    if (one.kind.equals("ENDPOINT") && !Boolean.TRUE.equals(endpoints.get(one.target))) {
      found.add("DANGLING " + one.id + " " + one.target);
    }
    if (!one.kind.equals("ALIAS")) {
      return;
    }
    A target = target(one);
    if (target == null || target.deleted || !target.active) {
      found.add("DANGLING " + one.id + " " + one.target);
    } else if (target.expired()) {
      found.add("EXPIRED_IN_USE " + target.id + " " + one.id);
    }
    List<A> way = new ArrayList<>(List.of(one));
    Set<UUID> seen = new HashSet<>(Set.of(one.id));
    for (A next = target; next != null && next.inUse(); next = target(next)) {
      if (next.equals(one)) {
        boolean first =
            way.stream().allMatch(a -> a.id.toString().compareTo(one.id.toString()) >= 0);
        if (first) {
          found.add("CYCLE " + one.id + " " + Objects.requireNonNull(target).id);
        }
        return;
      }
      if (!seen.add(next.id)) {
        return;
      }
      way.add(next);
    }
  }

  private @Nullable A target(A one) {
    return aliases.values().stream().filter(one::leadsTo).findFirst().orElse(null);
  }

  private void addWishes(Set<String> found) {
    Comparator<Wish> older =
        Comparator.comparingInt(Wish::born).thenComparing(wish -> wish.change.toString());
    for (Wish one : wishes.values()) {
      wishes.values().stream()
          .filter(other ->
              one.object == null
                  ? other.object == null
                      && other.context.equals(one.context)
                      && other.key.equals(one.key)
                  : one.object.equals(other.object))
          .min(older)
          .filter(oldest -> !oldest.equals(one))
          .ifPresent(oldest ->
              found.add(
                  (one.object == null ? "DUPLICATE_CLAIM " : "COMPETING_CHANGES ")
                      + oldest.change
                      + " "
                      + one.change));
    }
  }

  private static UUID endpointId(String key) {
    return jdbc.sql("select id from endpoint where key = ?").param(key).query(UUID.class).single();
  }

  private static String look(String key) {
    return key.replace('0', 'o').replace('1', 'l').replace("rn", "m").replace("vv", "w");
  }
}
