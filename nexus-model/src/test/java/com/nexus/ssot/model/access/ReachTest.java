package com.nexus.ssot.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final List<String> UNIVERSE = List.of("a", "b", "c", "d", "not-made-yet");

  @Test
  void setsOfContextsAreAddedAndCutLikeSets() {
    Seeded.forAll(
        20_000,
        random -> {
          Reach one = reach(random);
          Reach other = reach(random);
          for (String context : UNIVERSE) {
            assertThat(one.and(other).has(context))
                .isEqualTo(one.has(context) && other.has(context));
            assertThat(one.or(other).has(context))
                .isEqualTo(one.has(context) || other.has(context));
            assertThat(one.without("a").has(context))
                .isEqualTo(one.has(context) && !context.equals("a"));
          }
        });
  }

  @Test
  void nothingAndEverythingAreTheEnds() {
    assertThat(Reach.NOTHING.isNothing()).isTrue();
    assertThat(Reach.EVERYTHING.isEverything()).isTrue();
    assertThat(Reach.of(Set.of("a", "*"))).isEqualTo(Reach.EVERYTHING);
    assertThat(Reach.of(Set.of())).isEqualTo(Reach.NOTHING);
    assertThat(Reach.EVERYTHING.without("*")).isEqualTo(Reach.NOTHING);
    assertThat(Reach.EVERYTHING.without("a").isEverything()).isFalse();
    assertThat(Reach.EVERYTHING.without("a").isNothing()).isFalse();
  }

  private static Reach reach(Random random) {
    Set<String> named = new HashSet<>(UNIVERSE.subList(0, 4));
    named.removeIf(context -> random.nextBoolean());
    return new Reach(random.nextBoolean(), named);
  }
}
