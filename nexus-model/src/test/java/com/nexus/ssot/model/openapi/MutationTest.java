package com.nexus.ssot.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import tools.jackson.databind.node.ObjectNode;

/** Generated documents and changes to them, compared by us and by openapi-diff. */
class MutationTest {
  private static final int SEEDS = 25;

  private static Comparison compare(ObjectNode before, ObjectNode after) {
    return OpenApiComparison.compare(
        new Edition("version 1", before), new Edition("version 2", after));
  }

  @Test
  void aDocumentIsLikeItself() {
    for (int seed = 0; seed < 10 * SEEDS; seed++) {
      ObjectNode document = new RandomApi(seed).document();
      assertThat(compare(document, document.deepCopy()).findings()).as("seed %s", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatBreaksIsBreakingAndWhatDoesNotIsNot(Mutation mutation) {
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectNode document = new RandomApi(seed).document();
      Comparison comparison = compare(document, mutation.of(document));
      assertThat(comparison.count(Severity.BREAKING) > 0)
          .as("seed %s: %s", seed, comparison.findings())
          .isEqualTo(mutation.breaks());
    }
  }

  @Test
  void anyNumberOfHarmlessChangesStaysHarmless() {
    Mutation[] harmless =
        EnumSet.allOf(Mutation.class).stream()
            .filter(mutation -> !mutation.breaks())
            .toArray(Mutation[]::new);
    for (int seed = 0; seed < 5 * SEEDS; seed++) {
      Random random = new Random(seed);
      ObjectNode before = new RandomApi(seed).document();
      ObjectNode after = before;
      // Each at most once: some have nothing left to take away the second time.
      Set<Mutation> chosen = EnumSet.noneOf(Mutation.class);
      IntStream.range(0, 6).forEach(_ -> chosen.add(harmless[random.nextInt(harmless.length)]));
      for (Mutation mutation : chosen) {
        after = mutation.of(after);
      }
      assertThat(compare(before, after).count(Severity.BREAKING))
          .as("seed %s: %s", seed, chosen)
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void forwardIsBackwardTheOtherWayRound(Mutation mutation) {
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectNode document = new RandomApi(seed).document();
      Edition one = new Edition("version 1", document);
      Edition two = new Edition("version 2", mutation.of(document));
      assertThat(Direction.FORWARD.compare(one, two))
          .isEqualTo(Direction.BACKWARD.compare(two, one));
    }
  }

  @Test
  void whereAnotherToolJudgesOtherwiseIsKnown() {
    Set<Mutation> missedByTheOther = EnumSet.noneOf(Mutation.class);
    Set<Mutation> refusedByTheOther = EnumSet.noneOf(Mutation.class);
    for (Mutation mutation : Mutation.values()) {
      for (int seed = 0; seed < 3; seed++) {
        ObjectNode document = new RandomApi(seed).document();
        boolean compatible =
            OpenApiCompare.fromContents(document.toString(), mutation.of(document).toString())
                .isCompatible();
        if (compatible && mutation.breaks()) {
          missedByTheOther.add(mutation);
        } else if (!compatible && !mutation.breaks()) {
          refusedByTheOther.add(mutation);
        }
      }
    }
    assertThat(missedByTheOther)
        .containsExactlyInAnyOrder(
            Mutation.RAISE_RESPONSE_MAXIMUM,
            Mutation.RESPONSE_NULLABLE,
            Mutation.CLOSE_REQUEST,
            Mutation.ADD_SECURITY);
    assertThat(refusedByTheOther).isEmpty();
  }
}
