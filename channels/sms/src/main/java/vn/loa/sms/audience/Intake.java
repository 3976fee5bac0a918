package vn.loa.sms.audience;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import vn.loa.channel.Address;
import vn.loa.sms.NumberSet;
import vn.loa.sms.Operator;
import vn.loa.sms.Operators;
import vn.loa.sms.PhoneNumber;

/**
 * Counts rows into exactly one of valid, duplicate, opted out, refused. Its memory is the set of
 * valid numbers and a bounded rest: of each kind the first {@value #KEPT} rows, and the lines of
 * the first {@value #LINES_KNOWN} numbers.
 */
final class Intake {

  private static final int KEPT = 1_000;
  private static final int LINES_KNOWN = 65_536;

  private final LongPredicate optedOut;
  private final Operators operators;
  private final LongConsumer each;

  private final NumberSet numbers = new NumberSet();
  private final Map<Long, Long> lineByNumber = new HashMap<>();
  private final Map<Operator, Count> byOperator = new EnumMap<>(Operator.class);
  private final Map<String, Rejections> refused = new TreeMap<>();
  private final Rejections duplicates = new Rejections(RejectedRow.DUPLICATE);
  private final Rejections optedOutRows = new Rejections(RejectedRow.OPTED_OUT);
  private final Mends upgraded = new Mends();
  private final Mends zeroRestored = new Mends();
  private long rows;

  Intake(LongPredicate optedOut, Operators operators, LongConsumer each) {
    this.optedOut = optedOut;
    this.operators = operators;
    this.each = each;
  }

  void takeAll(Rows source) {
    while (source.next()) {
      take(source);
    }
  }

  private void take(Rows row) {
    rows++;
    String fault = row.fault();
    if (fault != null) {
      refuse(fault, row.line(), row::explanation);
      return;
    }
    long parsed = row.number();
    if (PhoneNumber.isNumber(parsed)) {
      takeNumber(row, parsed);
    } else {
      refuse(PhoneNumber.problem(parsed).name(), row.line(), () -> problem(row, parsed));
    }
  }

  /** Opt-outs first: a number that is left out is in no set, and so never a duplicate. */
  private void takeNumber(Rows row, long parsed) {
    long e164 = PhoneNumber.e164(parsed);
    if (optedOut.test(e164)) {
      optedOutRows.add(row.line(), () -> masked(e164) + " wants no messages");
    } else if (numbers.add(e164)) {
      accept(row, parsed, e164);
    } else {
      duplicates.add(row.line(), () -> masked(e164) + " stands in " + earlier(e164) + " already");
    }
  }

  private void accept(Rows row, long parsed, long e164) {
    if (lineByNumber.size() < LINES_KNOWN) {
      lineByNumber.put(e164, row.line());
    }
    if (PhoneNumber.isUpgraded(parsed)) {
      upgraded.add(row.line());
    }
    if (row.zeroRestored()) {
      zeroRestored.add(row.line());
    }
    byOperator.computeIfAbsent(operators.of(e164), none -> new Count()).value++;
    each.accept(e164);
  }

  private void refuse(String code, long line, Supplier<String> text) {
    refused.computeIfAbsent(code, Rejections::new).add(line, text);
  }

  private static String problem(Rows row, long parsed) {
    String cell = PhoneNumber.masked(row.cell().strip());
    return row.cellName() + " \"" + cell + "\": " + PhoneNumber.problem(parsed).text();
  }

  private String earlier(long e164) {
    Long line = lineByNumber.get(e164);
    return line == null ? "an earlier row" : "line " + line;
  }

  private static String masked(long e164) {
    return new Address.Phone(e164).toString();
  }

  AudienceReport report(String name) {
    Map<String, RejectedRows> refusedRows = new TreeMap<>();
    refused.forEach((code, rejections) -> refusedRows.put(code, rejections.rows()));
    Map<Operator, Long> operatorCounts = new EnumMap<>(Operator.class);
    byOperator.forEach((operator, count) -> operatorCounts.put(operator, count.value));
    return new AudienceReport(
        name,
        rows,
        numbers.size(),
        duplicates.rows(),
        optedOutRows.rows(),
        refusedRows,
        upgraded.rows(),
        zeroRestored.rows(),
        operatorCounts,
        numbers);
  }

  private static final class Count {
    private long value;
  }

  private static final class Rejections {
    private final String code;
    private final List<RejectedRow> first = new ArrayList<>();
    private long count;

    Rejections(String code) {
      this.code = code;
    }

    void add(long line, Supplier<String> text) {
      if (count++ < KEPT) {
        first.add(new RejectedRow(line, code, text.get()));
      }
    }

    RejectedRows rows() {
      return new RejectedRows(count, first);
    }
  }

  private static final class Mends {
    private final List<Long> firstLines = new ArrayList<>();
    private long count;

    void add(long line) {
      if (count++ < KEPT) {
        firstLines.add(line);
      }
    }

    MendedRows rows() {
      return new MendedRows(count, firstLines);
    }
  }
}
