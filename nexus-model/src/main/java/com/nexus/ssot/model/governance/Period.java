package com.nexus.ssot.model.governance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A length of time by the calendar (UTC), such as {@code 90d} or {@code 7y}: longer than nothing,
 * at most a thousand years.
 *
 * @param date years, months and days
 * @param time hours, minutes and seconds
 */
public record Period(java.time.Period date, Duration time) {
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([shdwy])");
  private static final Pattern ISO =
      Pattern.compile("(P(?:[0-9]{1,9}[YMWD])*)(T(?:[0-9]{1,9}[HMS])+)?");
  private static final Instant EPOCH = Instant.EPOCH;
  private static final int MOST_YEARS = 1000;
  private static final String FIX = "Write it like 90d, 12h, 2w, 1y, or in ISO-8601 like P1Y6M.";

  /** Reads {@code 90d}, {@code 12h}, {@code 2w}, {@code 1y}, {@code 30s}, or ISO-8601. */
  @JsonCreator
  public static Period parse(String text) {
    return parse(text, null);
  }

  /** The same, for text that stands at a place: the fault's cause names it. */
  public static Period parse(String text, @Nullable String pointer) {
    Period period = read(text);
    if (period == null) {
      boolean unclear = text.matches("[0-9]{1,9}m");
      throw refused(
          pointer,
          Quoted.of(text) + " is not a length of time.",
          unclear ? "Write minutes as PT30M, and months as P1M." : FIX);
    }
    if (period.date.isZero() && period.time.isZero()) {
      throw refused(pointer, Quoted.of(text) + " is no time at all.", FIX);
    }
    if (period.isTooLong()) {
      throw refused(pointer, Quoted.of(text) + " is too long.", "Give at most 1000y.");
    }
    return period;
  }

  private static @Nullable Period read(String text) {
    Matcher quick = SHORT.matcher(text);
    if (quick.matches()) {
      int count = Integer.parseInt(quick.group(1));
      return switch (quick.group(2)) {
        case "s" -> of(java.time.Period.ZERO, Duration.ofSeconds(count));
        case "h" -> of(java.time.Period.ZERO, Duration.ofHours(count));
        case "d" -> of(java.time.Period.ofDays(count), Duration.ZERO);
        case "w" -> weeks(count);
        default -> years(count);
      };
    }
    Matcher iso = ISO.matcher(text.toUpperCase(Locale.ROOT));
    if (!iso.matches()) {
      return null;
    }
    try {
      String date = iso.group(1);
      String time = iso.group(2);
      return of(
          date.equals("P") ? java.time.Period.ZERO : java.time.Period.parse(date),
          time == null ? Duration.ZERO : Duration.parse("P" + time));
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  // So many weeks that their days cannot be counted are as refused as a year too many.
  private static Period weeks(int count) {
    return count > MOST_YEARS * 54
        ? years(MOST_YEARS + 1)
        : of(java.time.Period.ofWeeks(count), Duration.ZERO);
  }

  @SuppressWarnings("JavaPeriodGetDays") // The other parts are looked at beside it.
  private boolean isTooLong() {
    return date.toTotalMonths() > MOST_YEARS * 12L
        || date.getDays() > MOST_YEARS * 366
        || time.toDays() > MOST_YEARS * 366L;
  }

  private static Period years(int count) {
    return of(java.time.Period.ofYears(count), Duration.ZERO);
  }

  private static Period of(java.time.Period date, Duration time) {
    return new Period(date.normalized(), time);
  }

  /** The moment that is this much later. */
  public Instant addTo(Instant start) {
    return start.atOffset(ZoneOffset.UTC).plus(date).plus(time).toInstant();
  }

  /** Whether this ends later than {@code other} when both begin at {@code start}. */
  public boolean isLongerThan(Period other, Instant start) {
    return addTo(start).isAfter(other.addTo(start));
  }

  /** Whether this ends later than {@code other}, months and years taken at their usual length. */
  public boolean isLongerThan(Period other) {
    return isLongerThan(other, EPOCH);
  }

  /** The shortest text that {@link #parse(String)} reads back as the same. */
  @Override
  @JsonValue
  @SuppressWarnings("JavaPeriodGetDays") // The other parts are looked at beside it.
  public String toString() {
    if (time.isZero() && date.getMonths() == 0 && date.getDays() == 0) {
      return date.getYears() + "y";
    }
    if (time.isZero() && date.toTotalMonths() == 0) {
      return date.getDays() + "d";
    }
    if (date.isZero()) {
      boolean hours = time.toSecondsPart() == 0 && time.toMinutesPart() == 0;
      return hours ? time.toHours() + "h" : time.toString();
    }
    return time.isZero() ? date.toString() : date + time.toString().substring(1);
  }

  private static Fault refused(@Nullable String pointer, String message, String fix) {
    return Fault.of(
        FaultCode.INVALID,
        "A length of time cannot be read.",
        List.of(new Cause(pointer, message, fix)));
  }
}
