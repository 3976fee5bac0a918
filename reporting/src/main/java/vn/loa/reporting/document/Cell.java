package vn.loa.reporting.document;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import vn.loa.plan.ledger.Rate;

/** One value of a table, kept as what it is: each form writes it in its own way. */
public sealed interface Cell {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    BLANK,
    WORDS,
    COUNT,
    SHARE,
    DAY,
    MOMENT,
    SPAN
  }

  Kind kind();

  /** Nothing is known, or nothing applies. */
  Cell BLANK = new Blank();

  static Cell of(String words) {
    return words.isEmpty() ? BLANK : new Words(words);
  }

  static Cell of(long count) {
    return new Count(count);
  }

  static Cell of(Rate share) {
    return new Share(share);
  }

  static Cell of(LocalDate day) {
    return new Day(day);
  }

  /**
   * @param moment in the zone of the plan
   */
  static Cell of(LocalDateTime moment) {
    return new Moment(moment);
  }

  static Cell of(Duration span) {
    return new Span(span);
  }

  /** Nothing. */
  record Blank() implements Cell {
    @Override
    public Kind kind() {
      return Kind.BLANK;
    }
  }

  /**
   * Text of any sort, from anybody: every form escapes it.
   *
   * @param words not empty
   */
  record Words(String words) implements Cell {
    @Override
    public Kind kind() {
      return Kind.WORDS;
    }
  }

  /** A number that is counted. */
  record Count(long count) implements Cell {
    @Override
    public Kind kind() {
      return Kind.COUNT;
    }
  }

  /** A part of a whole, exactly; {@code n/a} where the whole is empty. */
  record Share(Rate rate) implements Cell {
    @Override
    public Kind kind() {
      return Kind.SHARE;
    }
  }

  /** A date. */
  record Day(LocalDate day) implements Cell {
    @Override
    public Kind kind() {
      return Kind.DAY;
    }
  }

  /** A date and a time of day, in the zone of the plan. */
  record Moment(LocalDateTime moment) implements Cell {
    @Override
    public Kind kind() {
      return Kind.MOMENT;
    }
  }

  /** How long; never negative. */
  record Span(Duration span) implements Cell {
    @Override
    public Kind kind() {
      return Kind.SPAN;
    }
  }
}
