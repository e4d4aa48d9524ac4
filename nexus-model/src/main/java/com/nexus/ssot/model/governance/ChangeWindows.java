package com.nexus.ssot.model.governance;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When changes may take effect, by the clock on the wall of a place. A time is open when it lies in
 * one of the weekly windows, or there are none, and in no freeze: a freeze beats a window.
 *
 * <p>Where the clocks go back, an hour that comes twice belongs to a window both times; where they
 * go forward, the hour that is left out belongs to none.
 *
 * @param zone an IANA zone such as {@code Europe/Zurich}
 * @param allow weekly windows; empty means always
 * @param deny freezes
 */
public record ChangeWindows(String zone, List<Weekly> allow, List<Freeze> deny) {
  /** Always open. */
  public static final ChangeWindows ALWAYS = new ChangeWindows("UTC", List.of(), List.of());

  private static final int MOST = 100;
  private static final int DAYS_AHEAD = 800;
  private static final String MIDNIGHT = "24:00";

  public ChangeWindows {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /**
   * A window that comes every week.
   *
   * @param days {@code mon} to {@code sun}; empty means every day
   * @param from first minute, such as {@code 08:00}; null for midnight
   * @param to first minute that is closed again; null or {@code 24:00} for the end of the day; not
   *     later than {@code from} means the next day
   */
  public record Weekly(List<String> days, @Nullable String from, @Nullable String to) {
    public Weekly {
      days = List.copyOf(days);
    }

    private LocalTime start() {
      return from == null ? LocalTime.MIDNIGHT : LocalTime.parse(from);
    }

    private @Nullable LocalTime end() {
      return to == null || to.equals(MIDNIGHT) ? null : LocalTime.parse(to);
    }

    private boolean isOn(DayOfWeek day) {
      return days.isEmpty() || days.contains(word(day));
    }

    /** The window that begins on a day. */
    private Span on(LocalDate date, ZoneId zone) {
      LocalTime end = end();
      LocalDateTime until =
          end == null
              ? date.plusDays(1).atStartOfDay()
              : (end.isAfter(start()) ? date : date.plusDays(1)).atTime(end);
      return Span.of(date.atTime(start()), until, zone);
    }
  }

  /**
   * A time in which nothing takes effect.
   *
   * @param starts local date and time, such as {@code 2026-12-20T18:00}
   * @param ends first moment after it
   */
  public record Freeze(String starts, String ends, @Nullable String reason) {
    private Span span(ZoneId zone) {
      return Span.of(LocalDateTime.parse(starts), LocalDateTime.parse(ends), zone);
    }
  }

  /** From one moment up to another. */
  private record Span(Instant start, Instant end) {
    static Span of(LocalDateTime start, LocalDateTime end, ZoneId zone) {
      return new Span(
          start.atZone(zone).toInstant(),
          ZonedDateTime.of(end, zone).withLaterOffsetAtOverlap().toInstant());
    }

    boolean has(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  /** Whether changes may take effect now. */
  public boolean isOpen(Instant now) {
    return freezeAt(now).isEmpty() && isAllowed(now);
  }

  private boolean isAllowed(Instant now) {
    ZoneId place = ZoneId.of(zone);
    LocalDate today = now.atZone(place).toLocalDate();
    return allow.isEmpty()
        || allow.stream()
            .anyMatch(window ->
                begins(window, today.minusDays(1), place, now)
                    || begins(window, today, place, now));
  }

  private static boolean begins(Weekly window, LocalDate date, ZoneId place, Instant now) {
    return window.isOn(date.getDayOfWeek()) && window.on(date, place).has(now);
  }

  /** The freeze that forbids it now. */
  public Optional<Freeze> freezeAt(Instant now) {
    ZoneId place = ZoneId.of(zone);
    return deny.stream().filter(freeze -> freeze.span(place).has(now)).findFirst();
  }

  /** When changes may take effect, at once or next; empty when not within two years. */
  public Optional<Instant> nextOpen(Instant from) {
    ZoneId place = ZoneId.of(zone);
    if (allow.isEmpty()) {
      return Optional.of(afterFreezes(from, place));
    }
    LocalDate first = from.atZone(place).toLocalDate().minusDays(1);
    Instant best = null;
    for (int day = 0; day < DAYS_AHEAD && best == null; day++) {
      LocalDate date = first.plusDays(day);
      for (Weekly window : allow) {
        Instant open = window.isOn(date.getDayOfWeek()) ? open(window, date, place, from) : null;
        if (open != null && (best == null || open.isBefore(best))) {
          best = open;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Instant open(Weekly window, LocalDate date, ZoneId place, Instant from) {
    Span span = window.on(date, place);
    Instant open = afterFreezes(span.start().isBefore(from) ? from : span.start(), place);
    return open.isBefore(span.end()) ? open : null;
  }

  private Instant afterFreezes(Instant from, ZoneId place) {
    List<Span> freezes = deny.stream().map(freeze -> freeze.span(place)).toList();
    Instant open = from;
    for (int round = 0; round <= freezes.size(); round++) {
      Instant now = open;
      open =
          freezes.stream().filter(freeze -> freeze.has(now)).map(Span::end).findFirst().orElse(now);
    }
    return open;
  }

  /** What is wrong with them. */
  public List<Cause> check(String at) {
    List<Cause> causes = new ArrayList<>();
    boolean known = ZoneId.getAvailableZoneIds().contains(zone);
    if (!known) {
      causes.add(
          Cause.at(
              at + "/zone", Quoted.of(zone) + " is no IANA time zone.", "Write Europe/Zurich."));
    }
    if (allow.size() > MOST || deny.size() > MOST) {
      causes.add(Cause.at(at, "There are more than " + MOST + " of a kind.", "Use fewer."));
      return causes;
    }
    for (int i = 0; i < allow.size(); i++) {
      check(allow.get(i), Pointer.child(at + "/allow", i), causes);
    }
    for (int i = 0; i < deny.size(); i++) {
      check(deny.get(i), Pointer.child(at + "/deny", i), causes);
    }
    return causes;
  }

  private static void check(Weekly window, String at, List<Cause> causes) {
    for (int i = 0; i < window.days().size(); i++) {
      if (!isDay(window.days().get(i))) {
        causes.add(
            Cause.at(
                Pointer.child(at + "/days", i),
                Quoted.of(window.days().get(i)) + " is no day.",
                "Use mon, tue, wed, thu, fri, sat, sun."));
      }
    }
    boolean start = window.from() == null || isTime(window.from());
    if (!start) {
      causes.add(Cause.at(at + "/from", "It is no time of day.", "Write it like 08:00."));
    }
    boolean end = window.to() == null || window.to().equals(MIDNIGHT) || isTime(window.to());
    if (!end) {
      causes.add(Cause.at(at + "/to", "It is no time of day.", "Write it like 18:00 or 24:00."));
    }
    if (start && end && window.to() != null && window.to().equals(window.from())) {
      causes.add(Cause.at(at + "/to", "The window has no length.", "Leave both out for all day."));
    }
  }

  private static void check(Freeze freeze, String at, List<Cause> causes) {
    LocalDateTime starts = moment(freeze.starts(), at + "/starts", causes);
    LocalDateTime ends = moment(freeze.ends(), at + "/ends", causes);
    if (starts != null && ends != null && !starts.isBefore(ends)) {
      causes.add(Cause.at(at + "/ends", "It ends before it starts.", "Give a later moment."));
    }
  }

  private static @Nullable LocalDateTime moment(String text, String at, List<Cause> causes) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      causes.add(Cause.at(at, "It is no date and time.", "Write it like 2026-12-20T18:00."));
      return null;
    }
  }

  private static boolean isTime(String text) {
    try {
      LocalTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDay(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word(day).equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
