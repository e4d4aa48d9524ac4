package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The time that callers are given between the deprecation of a name and its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class NoticePeriodTest {
  private static final Duration DAY = Duration.ofDays(1);

  private Ages ages;

  @BeforeAll
  void start() {
    ages = new Ages();
    ages.rules("deprecation: {notice_period: 30d}");
  }

  @AfterAll
  void stop() {
    ages.close();
  }

  private Reply delete(String name) {
    return ages.server.delete("/api/aliases/" + name);
  }

  private Reply deprecate(String name, Instant at, String more) {
    return ages.server.patch(
        "/api/aliases/" + name, "{\"deprecated_at\": \"" + at + "\"" + more + "}");
  }

  @Test
  void onlyWhatWasDeprecatedForLongEnoughIsDeleted() {
    ages.alias("going", "");
    Reply undeprecated = Ages.done(delete("going"), 409);
    assertThat(undeprecated.code()).isEqualTo("NOTICE_PERIOD");
    assertThat(undeprecated.text())
        .contains("set deprecated_at now")
        .contains(ages.now().plus(DAY.multipliedBy(30)).toString());

    ages.pass(DAY); // it was in use before
    Ages.done(deprecate("going", ages.now(), ""), 200);
    Instant allowed = ages.now().plus(DAY.multipliedBy(30));
    ages.pass(DAY.multipliedBy(30).minusSeconds(1));
    assertThat(Ages.done(delete("going"), 409).text()).contains("delete it at " + allowed);
    ages.pass(Duration.ofSeconds(1));
    Ages.done(delete("going"), 200);
  }

  @Test
  void aDeprecationThatIsDatedBackGivesNoTimeAway() {
    ages.alias("backdated", "");
    ages.pass(DAY);
    Instant said = ages.now();
    Ages.done(deprecate("backdated", said.minus(DAY.multipliedBy(400)), ""), 200);
    // Another revision while it is deprecated does not begin the time anew.
    ages.pass(DAY.multipliedBy(10));
    ages.server.patch("/api/aliases/backdated", "{\"description\": \"more\"}");
    assertThat(Ages.done(delete("backdated"), 409).text())
        .contains("delete it at " + said.plus(DAY.multipliedBy(30)));
    // What was deprecated from the beginning was never used otherwise.
    ages.alias(
        "imported", ", \"deprecated_at\": \"" + ages.now().minus(DAY.multipliedBy(40)) + "\"");
    Ages.done(delete("imported"), 200);
  }

  @Test
  void anEndIsPlannedNoEarlierThanTheNoticeAllows() {
    ages.alias("planned", "");
    ages.pass(DAY);
    Instant earliest = ages.now().plus(DAY.multipliedBy(30));
    String early = ", \"sunset_at\": \"" + earliest.minusSeconds(1) + "\"";
    Reply refused = Ages.done(deprecate("planned", ages.now(), early), 422);
    assertThat(refused.text()).contains("/sunset_at").contains("give " + earliest + " or later");
    Reply alone =
        ages.server.patch(
            "/api/aliases/planned", "{\"sunset_at\": \"" + earliest.minusSeconds(1) + "\"}");
    assertThat(alone.status()).isEqualTo(422);
    assertThat(deprecate("planned", ages.now().minus(DAY.multipliedBy(90)), early).status())
        .as("dated back")
        .isEqualTo(422);
    Ages.done(deprecate("planned", ages.now(), ", \"sunset_at\": \"" + earliest + "\""), 200);
    ages.pass(DAY.multipliedBy(5));
    // An end that stays as it was is not judged again.
    Ages.done(ages.server.patch("/api/aliases/planned", "{\"description\": \"more\"}"), 200);
  }
}
