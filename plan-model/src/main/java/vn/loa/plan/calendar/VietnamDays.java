package vn.loa.plan.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Vietnam's days by rule; {@link #CALENDAR} has what was announced, too. */
final class VietnamDays implements WorkCalendar {

  static final WorkCalendar CALENDAR = new VietnamDays().with(announced());

  private static final String WEEK = "Quyết định 188/1999/QĐ-TTg";
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  private final Map<LocalDate, Day> off = new HashMap<>();

  VietnamDays() {
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      off.putAll(VietnamYear.of(year));
    }
  }

  private static AnnouncedDays announced() {
    String name = "vietnam-days.csv";
    try (InputStream in = VietnamDays.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return AnnouncedDays.parse(name, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Day day(LocalDate date) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "Vietnam's holidays are worked out for the years %d to %d, not for %s"
              .formatted(FIRST_YEAR, LAST_YEAR, date));
    }
    Day holiday = off.get(date);
    if (holiday != null) {
      return holiday;
    }
    return VietnamYear.isRest(date)
        ? WeeklyRest.rest(date, WEEK, Basis.UNANNOUNCED)
        : WeeklyRest.workday(date, WEEK, Basis.UNANNOUNCED);
  }

  @Override
  public boolean isAnnounced(int year) {
    return false;
  }
}
