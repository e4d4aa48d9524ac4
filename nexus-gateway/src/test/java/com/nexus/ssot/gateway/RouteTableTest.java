package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aNameIsFoundInAnySpelling() {
    RouteTable table = table(Routes.alias("default", "User_Profile", "https://a.example"));
    assertThat(resolve(table, "default", "user-profile")).isInstanceOf(Resolution.Found.class);
    assertThat(resolve(table, "default", "USER_PROFILE")).isInstanceOf(Resolution.Found.class);
    assertThat(resolve(table, "other", "user-profile")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void anAliasOfAnAliasIsFollowedWhenItIsAskedFor() {
    RouteTable table =
        table(
            Routes.alias("c", "first", "second").chained(),
            Routes.alias("c", "second", "third").chained(),
            Routes.alias("c", "third", "https://old.example"));
    assertThat(canonical(table, "c", "first")).isEqualTo("https://old.example");
    RouteTable changed =
        table.with(
            List.of(),
            List.of(entry(Routes.alias("c", "third", "https://new.example").revision(2))));
    assertThat(canonical(changed, "c", "first")).isEqualTo("https://new.example");
    assertThat(canonical(table, "c", "first")).isEqualTo("https://old.example");
  }

  @Test
  void eightHopsAreFollowedAndNineAreNot() {
    List<Entry> chain =
        new ArrayList<>(
            IntStream.range(0, 9)
                .mapToObj(i -> entry(Routes.alias("c", "hop-" + i, "hop-" + (i + 1)).chained()))
                .toList());
    chain.add(entry(Routes.alias("c", "hop-9", "https://end.example")));
    RouteTable table = RouteTable.EMPTY.with(List.of(), chain);
    assertThat(canonical(table, "c", "hop-1")).isEqualTo("https://end.example");
    assertThat(resolve(table, "c", "hop-0")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void aCircleAndATargetThatIsMissingAreUnknown() {
    RouteTable table =
        table(
            Routes.alias("c", "one", "two").chained(),
            Routes.alias("c", "two", "one").chained(),
            Routes.alias("c", "loose", "nothing").chained());
    assertThat(resolve(table, "c", "one")).isInstanceOf(Resolution.Unknown.class);
    assertThat(resolve(table, "c", "loose")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void timeDecidesOnEveryHop() {
    RouteTable table =
        table(
            Routes.alias("c", "early", "https://a.example").valid(NOW.plusMillis(1), null),
            Routes.alias("c", "started", "https://a.example").valid(NOW, null),
            Routes.alias("c", "late", "https://a.example").valid(null, NOW),
            Routes.alias("c", "lasting", "https://a.example").valid(null, NOW.plusMillis(1)),
            Routes.alias("c", "to-early", "early").chained(),
            Routes.alias("c", "to-late", "late").chained());
    assertThat(resolve(table, "c", "early")).isInstanceOf(Resolution.Unknown.class);
    assertThat(resolve(table, "c", "started")).isInstanceOf(Resolution.Found.class);
    assertThat(resolve(table, "c", "late")).isInstanceOf(Resolution.Retired.class);
    assertThat(resolve(table, "c", "lasting")).isInstanceOf(Resolution.Found.class);
    assertThat(resolve(table, "c", "to-early")).isInstanceOf(Resolution.Unknown.class);
    assertThat(resolve(table, "c", "to-late")).isInstanceOf(Resolution.Retired.class);
  }

  @Test
  void aRetiredNameSaysItsSuccessorAndAPurgedOneIsUnknown() {
    RouteTable table = table(Routes.alias("c", "old", "https://a.example").retired("new"));
    assertThat(resolve(table, "c", "old")).isEqualTo(new Resolution.Retired("new"));
    Entry purge =
        Entry.of(new AliasPurge(Routes.alias("c", "old", "x").route().id(), 2, "c", "old"));
    RouteTable purged = table.with(List.of(), List.of(purge));
    assertThat(resolve(purged, "c", "old")).isInstanceOf(Resolution.Unknown.class);
    RouteTable replayed =
        purged.with(List.of(), List.of(entry(Routes.alias("c", "old", "https://a.example"))));
    assertThat(resolve(replayed, "c", "old")).isInstanceOf(Resolution.Unknown.class);
    RouteTable again =
        replayed.with(
            List.of(),
            List.of(
                entry(Routes.alias("c", "old", "https://b.example").id(Routes.id(0x1000000), 1))));
    assertThat(canonical(again, "c", "old")).isEqualTo("https://b.example");
  }

  @Test
  void theTagChangesWithTheAliasAndWithWhatItLeadsTo() {
    RouteTable table =
        table(
            Routes.alias("c", "first", "second").chained(),
            Routes.alias("c", "second", "https://a.example"));
    String before = tag(table, "first");
    assertThat(before).matches("\"[0-9a-f]{12}-1\\.[0-9a-f]{12}-1\"");
    assertThat(tag(table, "second")).matches("\"[0-9a-f]{12}-1\"");
    RouteTable changed =
        table.with(
            List.of(),
            List.of(entry(Routes.alias("c", "second", "https://b.example").revision(12))));
    assertThat(tag(changed, "first")).endsWith("-12\"").isNotEqualTo(before);
  }

  @Test
  void aContextFollowsItsNewestRevision() {
    ContextRoute old = Routes.context("c", false, false);
    ContextRoute newer = new ContextRoute(old.id(), 2, "c", "C", true, false, false);
    RouteTable table = RouteTable.EMPTY.with(List.of(newer, old), List.of());
    assertThat(table.context("c")).isEqualTo(newer);
    ContextRoute deleted = new ContextRoute(old.id(), 3, "c", "C", true, false, true);
    assertThat(table.with(List.of(deleted), List.of()).context("c")).isNull();
    ContextRoute anew = new ContextRoute(Routes.id(5), 1, "c", "C", true, false, false);
    assertThat(table.with(List.of(deleted, anew), List.of()).context("c")).isEqualTo(anew);
  }

  /** Random changes, replays and delays, compared with a plain map after every batch. */
  @Test
  void itAgreesWithAPlainMapWhateverHappens() {
    for (int run = 0; run < 20; run++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      Map<String, AliasRoute> model = new HashMap<>();
      List<AliasRoute> past = new ArrayList<>();
      RouteTable table = RouteTable.EMPTY;
      for (int step = 0; step < 60; step++) {
        List<AliasRoute> batch = randomBatch(random, model, past);
        table = table.with(List.of(), batch.stream().map(Entry::of).toList());
        past.addAll(batch);
      }
      assertThat(table.size()).as("seed %d", seed).isEqualTo(model.size());
      for (AliasRoute expected : model.values()) {
        Entry found = find(table, RouteKey.of(expected.contextKey(), expected.alias()));
        assertThat(found.revision).as("seed %d, %s", seed, expected).isEqualTo(expected.revision());
        assertThat(found.idLow)
            .as("seed %d, %s", seed, expected)
            .isEqualTo(expected.id().getLeastSignificantBits());
        assertThat(outcome(table, expected))
            .as("seed %d", seed)
            .isEqualTo(expected(model, expected));
      }
    }
  }

  private static List<AliasRoute> randomBatch(
      Random random, Map<String, AliasRoute> model, List<AliasRoute> past) {
    List<AliasRoute> batch = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      if (!past.isEmpty() && random.nextInt(4) == 0) {
        batch.add(past.get(random.nextInt(past.size())));
        continue;
      }
      String name = "name-" + random.nextInt(300);
      AliasRoute known = model.get(name);
      boolean anew = random.nextInt(20) == 0;
      Routes next =
          Routes.alias("c", name, "https://example.com/" + random.nextInt(1000))
              .id(
                  known == null || anew ? Routes.id(past.size() + 1000L + i) : known.id(),
                  known == null || anew ? 1 : known.revision() + 1 + random.nextInt(2));
      next =
          switch (random.nextInt(6)) {
            case 0 -> next.retired(random.nextBoolean() ? "name-1" : null);
            case 1 -> new Routes(chainTo("name-" + random.nextInt(300), next.route()));
            case 2 -> next.valid(null, NOW.plusSeconds(random.nextInt(3) - 1));
            default -> next;
          };
      batch.add(next.route());
    }
    Collections.shuffle(batch, random);
    for (AliasRoute route : batch) {
      model.merge(route.alias(), route, (a, b) -> isNewer(b, a) ? b : a);
    }
    return batch;
  }

  private static AliasRoute chainTo(String target, AliasRoute route) {
    return new AliasRoute(
        route.id(),
        route.revision(),
        route.contextKey(),
        route.alias(),
        target,
        true,
        null,
        null,
        null,
        null,
        null,
        true);
  }

  private static boolean isNewer(AliasRoute a, AliasRoute b) {
    return a.id().equals(b.id())
        ? a.revision() > b.revision()
        : Long.compareUnsigned(a.id().getMostSignificantBits(), b.id().getMostSignificantBits())
            > 0;
  }

  private static String outcome(RouteTable table, AliasRoute asked) {
    return switch (resolve(table, "c", asked.alias())) {
      case Resolution.Found found -> found.canonical();
      case Resolution.Retired retired -> "retired " + retired.successor();
      case Resolution.Unknown unknown -> "unknown";
      case Resolution.Denied denied -> "denied";
    };
  }

  private static String expected(Map<String, AliasRoute> model, AliasRoute asked) {
    AliasRoute hop = asked;
    for (int hops = 0; ; hops++) {
      Instant expires = hop.expiresAt();
      if (!hop.active() || (expires != null && !expires.isAfter(NOW))) {
        return "retired " + hop.successor();
      }
      if (!hop.aliasOfAlias()) {
        return hop.canonical();
      }
      AliasRoute next = hops == 8 ? null : model.get(hop.canonical());
      if (next == null) {
        return "unknown";
      }
      hop = next;
    }
  }

  @Test
  void readersNeverSeeHalfOfABatch() throws InterruptedException {
    int names = 200;
    Gateway gateway = new Gateway(() -> NOW);
    gateway.apply(routes(names, 1));
    AtomicBoolean stop = new AtomicBoolean();
    Queue<String> torn = new ConcurrentLinkedQueue<>();
    List<Thread> readers =
        IntStream.range(0, 2)
            .mapToObj(i ->
                Thread.ofPlatform()
                    .start(() -> {
                      while (!stop.get() && torn.isEmpty()) {
                        read(gateway.routes(), names, torn);
                      }
                    }))
            .toList();
    for (int revision = 2; revision < 300; revision++) {
      gateway.apply(routes(names, revision));
    }
    stop.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(torn).isEmpty();
  }

  private static void read(RouteTable table, int names, Queue<String> torn) {
    String first = canonical(table, "c", "name-0");
    for (int i = 1; i < names; i++) {
      String other = canonical(table, "c", "name-" + i);
      if (!other.equals(first)) {
        torn.add(first + " and " + other);
      }
    }
  }

  private static List<AliasRoute> routes(int names, int revision) {
    return IntStream.range(0, names)
        .mapToObj(
            i -> Routes.alias("c", "name-" + i, "https://r" + revision).revision(revision).route())
        .toList();
  }

  private static Entry find(RouteTable table, byte[] key) {
    return Objects.requireNonNull(table.find(key));
  }

  private static Entry entry(Routes routes) {
    return Entry.of(routes.route());
  }

  private static RouteTable table(Routes... routes) {
    return RouteTable.EMPTY.with(
        List.of(), List.of(routes).stream().map(each -> Entry.of(each.route())).toList());
  }

  private static Resolution resolve(RouteTable table, String context, String alias) {
    return table.resolve(RouteKey.of(context, alias), NOW.toEpochMilli());
  }

  private static String canonical(RouteTable table, String context, String alias) {
    return resolve(table, context, alias) instanceof Resolution.Found found
        ? found.canonical()
        : "nothing";
  }

  private static String tag(RouteTable table, String alias) {
    return resolve(table, "c", alias) instanceof Resolution.Found found
        ? found.entityTag()
        : "nothing";
  }

  @Test
  void theBytesOfTheAnswerAreJson() {
    RouteTable table =
        table(
            Routes.alias(
                "c", "odd", "a \"quoted\" \\ line\nwith tab\tand \u00fcmlaut \ud83d\ude00"));
    Entry entry = find(table, RouteKey.of("c", "odd"));
    String body =
        new String(entry.data, entry.keyLength, entry.bodyLength(), StandardCharsets.UTF_8);
    assertThat(body)
        .isEqualTo(
            "{\"canonical_name\":\"a \\\"quoted\\\" \\\\ line\\u000awith tab\\u0009and \u00fcmlaut \ud83d\ude00\"}");
    assertThat(canonical(table, "c", "odd"))
        .isEqualTo("a \"quoted\" \\ line\nwith tab\tand \u00fcmlaut \ud83d\ude00");
  }
}
