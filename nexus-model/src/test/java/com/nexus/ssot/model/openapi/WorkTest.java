package com.nexus.ssot.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What comparisons cost that somebody made costly; counted, so the same on every machine. */
class WorkTest {
  private static Edition edition(String name, String text) {
    return new Edition(
        name, Yaml.read(("openapi: 3.0.3\n" + text).getBytes(StandardCharsets.UTF_8), "x").tree());
  }

  private static Comparison compare(String pattern, Object before, Object after) {
    return OpenApiComparison.compare(
        edition("version 1", pattern.formatted(before)),
        edition("version 2", pattern.formatted(after)));
  }

  private static String many(int count, String between, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(between));
  }

  private static String body(String schema, String components) {
    return "paths: {/a: {post: {requestBody: {content: {a/b: {schema: "
        + schema
        + "}}}}}}\ncomponents: {schemas: {"
        + components
        + "}}\n";
  }

  /** Everything of some lists of choices holds. */
  private static String combined(int lists, int choices) {
    return body(
        "{$ref: '#/components/schemas/A'}",
        "A: {allOf: ["
            + many(
                lists,
                ", ",
                i ->
                    "{oneOf: ["
                        + many(
                            choices,
                            ", ",
                            j ->
                                "{type: object, properties: {p%s_%s: {type: string, maxLength: %%1$s}}}"
                                    .formatted(i, j))
                        + "]}")
            + "]}");
  }

  private static void assertGivenUp(Comparison comparison) {
    assertThat(comparison.work()).isLessThanOrEqualTo(OpenApiComparison.MOST_WORK);
    Finding first = comparison.findings().getFirst();
    assertThat(first.rule()).isEqualTo(CompatibilityRule.TOO_COMPLEX);
    assertThat(first.severity()).isEqualTo(Severity.BREAKING);
  }

  @Test
  void choicesThatCanBeCombinedInVeryManyWaysAreGivenUpWithTheirPlace() {
    Comparison comparison = compare(combined(14, 4), 10, 9);

    assertGivenUp(comparison);
    assertThat(comparison.work()).isLessThan(OpenApiComparison.MOST_WORK);
    assertThat(comparison.findings().getFirst().message())
        .contains("can be combined in more than 4096 ways");
    assertThat(comparison.findings().getFirst().pointer())
        .startsWith("/paths/~1a/post/requestBody/content/a~1b/schema");
    assertGivenUp(compare(combined(14, 4), 9, 10));
    assertThat(compare(combined(14, 4), 10, 9)).isEqualTo(comparison);
  }

  @Test
  void choicesThatCanBeCombinedInSomeWaysAreCompared() {
    assertThat(compare(combined(3, 4), 9, 10).count(Severity.BREAKING)).isZero();
    assertThat(compare(combined(3, 4), 10, 9).findings())
        .extracting(Finding::rule)
        .containsOnly(CompatibilityRule.PROPERTY_IGNORED, CompatibilityRule.PROPERTY_ADDED);
  }

  @Test
  void lessWorkGivesUpEarlierAndNeverPassesAsCompatible() {
    Edition before = edition("version 1", combined(3, 4).formatted(9));
    Edition after = edition("version 2", combined(3, 4).formatted(10));
    for (long most = 1; most < 500_000; most *= 5) {
      Comparison comparison = Direction.BACKWARD.compare(before, after, most);
      assertThat(comparison.work()).isGreaterThanOrEqualTo(most);
      assertThat(comparison.findings().getFirst().rule()).isEqualTo(CompatibilityRule.TOO_COMPLEX);
    }
  }

  @Test
  void aLargeBodyThatManyOperationsShareIsCounted() {
    String types = many(2000, ", ", i -> "a/m" + i + ": {schema: {type: %1$s}}");
    assertGivenUp(
        compare(
            "paths:\n"
                + many(
                    2000,
                    "",
                    i ->
                        "  /p%s: {get: {requestBody: {$ref: '#/components/requestBodies/B'}}}\n"
                            .formatted(i))
                + "components: {requestBodies: {B: {content: {"
                + types
                + "}}}}",
            "string",
            "integer"));
  }

  @Test
  void textThatIsWrittenOutAgainAndAgainIsCounted() {
    String text = "x".repeat(200_000);
    assertGivenUp(
        compare(
            body(
                "{type: string, not: {anyOf: ["
                    + many(3000, ", ", _ -> "{$ref: '#/components/schemas/A'}")
                    + "]}}",
                "A: {enum: [" + text + "%1$s]}"),
            1,
            2));
  }

  @Test
  void namesThatAreComparedWithEachOtherAreCounted() {
    assertGivenUp(
        compare(
            "paths: {/a: {get: {responses: {"
                + many(9000, ", ", i -> "%1$sx" + i + ": {description: a}")
                + "}}}}",
            1,
            2));
  }
}
