package com.nexus.ssot.model.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.governance.ChangeWindows.Freeze;
import com.nexus.ssot.model.governance.ChangeWindows.Weekly;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeWindowsTest {
  private static final String ZURICH = "Europe/Zurich";
  private static final ChangeWindows OFFICE =
      new ChangeWindows(
          ZURICH,
          List.of(new Weekly(List.of("mon", "tue", "wed", "thu", "fri"), "08:00", "18:00")),
          List.of());

  @Test
  void withoutWindowsItIsAlwaysOpen() {
    assertThat(ChangeWindows.ALWAYS.isOpen(Instant.EPOCH)).isTrue();
    assertThat(ChangeWindows.ALWAYS.nextOpen(Instant.EPOCH)).contains(Instant.EPOCH);
  }

  @Test
  void aWindowIsReadByTheClockOfItsPlace() {
    // 07:30 UTC is 08:30 in winter and 09:30 in summer there.
    assertThat(OFFICE.isOpen(Instant.parse("2026-01-14T07:30:00Z"))).isTrue();
    assertThat(OFFICE.isOpen(Instant.parse("2026-01-14T06:30:00Z"))).isFalse();
    assertThat(OFFICE.isOpen(Instant.parse("2026-07-15T06:30:00Z"))).isTrue();
    assertThat(OFFICE.isOpen(Instant.parse("2026-07-15T16:00:00Z"))).isFalse();
    assertThat(OFFICE.isOpen(Instant.parse("2026-07-18T09:00:00Z"))).isFalse();
  }

  @Test
  void theNextOpeningIsFoundOverTheWeekend() {
    assertThat(OFFICE.nextOpen(Instant.parse("2026-07-17T16:00:00Z")))
        .contains(Instant.parse("2026-07-20T06:00:00Z"));
  }

  @Test
  void aWindowCanGoOnIntoTheNextDay() {
    ChangeWindows night =
        new ChangeWindows("UTC", List.of(new Weekly(List.of("fri"), "22:00", "02:00")), List.of());
    assertThat(night.isOpen(Instant.parse("2026-07-18T01:59:00Z"))).isTrue();
    assertThat(night.isOpen(Instant.parse("2026-07-18T02:00:00Z"))).isFalse();
    assertThat(night.isOpen(Instant.parse("2026-07-17T01:00:00Z"))).isFalse();
  }

  @Test
  void anHourThatComesTwiceIsOpenBothTimes() {
    ChangeWindows early =
        new ChangeWindows(ZURICH, List.of(new Weekly(List.of(), "02:00", "03:00")), List.of());
    assertThat(early.isOpen(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(early.isOpen(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
    assertThat(early.isOpen(Instant.parse("2026-10-25T02:00:00Z"))).isFalse();
  }

  @Test
  void anHourThatIsLeftOutIsInNoWindow() {
    ChangeWindows early =
        new ChangeWindows(ZURICH, List.of(new Weekly(List.of(), "02:00", "03:00")), List.of());
    assertThat(early.isOpen(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
    assertThat(early.isOpen(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
    assertThat(early.nextOpen(Instant.parse("2026-03-29T00:00:00Z")))
        .contains(Instant.parse("2026-03-30T00:00:00Z"));
  }

  @Test
  void aFreezeBeatsAWindow() {
    ChangeWindows frozen =
        new ChangeWindows(
            ZURICH,
            OFFICE.allow(),
            List.of(new Freeze("2026-12-18T12:00", "2027-01-04T00:00", "holidays")));
    assertThat(frozen.isOpen(Instant.parse("2026-12-18T10:59:00Z"))).isTrue();
    assertThat(frozen.isOpen(Instant.parse("2026-12-18T11:00:00Z"))).isFalse();
    assertThat(frozen.freezeAt(Instant.parse("2026-12-24T10:00:00Z")))
        .map(Freeze::reason)
        .contains("holidays");
    assertThat(frozen.nextOpen(Instant.parse("2026-12-18T11:00:00Z")))
        .contains(Instant.parse("2027-01-04T07:00:00Z"));
  }

  @Test
  void windowsThatNeverOpenSaySo() {
    ChangeWindows never =
        new ChangeWindows(
            "UTC",
            List.of(new Weekly(List.of(), null, null)),
            List.of(new Freeze("2020-01-01T00:00", "2090-01-01T00:00", null)));
    assertThat(never.nextOpen(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void theNextOpeningIsTheFirstMinuteThatIsOpen() {
    long seed = new Random().nextLong();
    System.out.println("windows.seed=" + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 60; run++) {
      ChangeWindows windows = windows(random);
      Instant from =
          LocalDateTime.of(2026, random.nextBoolean() ? 3 : 10, 20 + random.nextInt(9), 0, 0)
              .atZone(ZoneId.of(windows.zone()))
              .toInstant();
      Instant walked = from;
      Instant end = from.plus(Duration.ofDays(9));
      while (walked.isBefore(end) && !windows.isOpen(walked)) {
        walked = walked.plus(Duration.ofMinutes(1));
      }
      Optional<Instant> found = windows.nextOpen(from);
      if (walked.isBefore(end)) {
        assertThat(found).as("%s from %s", windows, from).contains(walked);
      } else {
        assertThat(found.filter(open -> open.isBefore(end))).as("%s", windows).isEmpty();
      }
    }
  }

  private static ChangeWindows windows(Random random) {
    List<String> zones = List.of(ZURICH, "America/New_York", "Australia/Lord_Howe", "UTC");
    List<Weekly> allow = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<String> days =
          random.nextBoolean() ? List.of() : List.of(List.of("sun", "mon", "wed").get(i));
      int from = random.nextInt(24);
      int to = (from + 1 + random.nextInt(12)) % 24;
      allow.add(new Weekly(days, "%02d:30".formatted(from), "%02d:15".formatted(to)));
    }
    List<Freeze> deny = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      int day = 20 + random.nextInt(8);
      deny.add(
          new Freeze(
              "2026-%s-%dT0%d:30".formatted(random.nextBoolean() ? "03" : "10", day, i),
              "2026-%s-%dT23:00".formatted("10", Math.min(30, day + 1)),
              null));
    }
    return new ChangeWindows(zones.get(random.nextInt(zones.size())), allow, deny);
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    ChangeWindows wrong =
        new ChangeWindows(
            "Mars/Olympus",
            List.of(
                new Weekly(List.of("someday"), "8", "25:00"),
                new Weekly(List.of(), "08:00", "08:00")),
            List.of(
                new Freeze("2026-12-20", "2026-12-21T00:00", null),
                new Freeze("2026-12-21T00:00", "2026-12-20T00:00", null)));
    assertThat(wrong.check("/w"))
        .extracting(Cause::at)
        .containsExactly(
            "/w/zone",
            "/w/allow/0/days/0",
            "/w/allow/0/from",
            "/w/allow/0/to",
            "/w/allow/1/to",
            "/w/deny/0/starts",
            "/w/deny/1/ends");
  }
}
