package vn.loa.sms;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.loa.sms.PortedNumbers.RejectedLine;

/** One reading of a file of ported numbers; whatever the file holds, in bounded room a line. */
final class PortedFile {

  private static final int MOST_REJECTED = 1_000;
  private static final int MOST_NAMES = 100;
  private static final int LONGEST_LINE = 256;
  private static final int END = -1;

  private final InputStream in;
  private final Map<Operator, NumberSet> byOperator = new EnumMap<>(Operator.class);
  private final Map<String, Optional<Operator>> byName = new HashMap<>();
  private final List<RejectedLine> rejected = new ArrayList<>();
  private final byte[] line = new byte[LONGEST_LINE];
  private long at;
  private long rejectedCount;

  private PortedFile(InputStream in) {
    this.in = in;
  }

  static PortedNumbers read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new PortedFile(in).read();
    } catch (IOException e) {
      throw new NumberFileException(
          file + " cannot be read (" + e + "); see that it is there and may be read", e);
    }
  }

  private PortedNumbers read() throws IOException {
    for (int length = readLine(); length != END; length = readLine()) {
      at++;
      if (length > LONGEST_LINE) {
        reject("longer than " + LONGEST_LINE + " octets");
      } else {
        take(length);
      }
    }
    return new PortedNumbers(byOperator, rejected, rejectedCount);
  }

  /** Into {@link #line}; its length, more than {@link #LONGEST_LINE} if it did not fit. */
  private int readLine() throws IOException {
    int octet = in.read();
    if (octet == END) {
      return END;
    }
    int length = 0;
    for (; octet != END && octet != '\n'; octet = in.read()) {
      if (length < LONGEST_LINE) {
        line[length] = (byte) octet;
      }
      length = Math.min(length, LONGEST_LINE) + 1;
    }
    return length;
  }

  private void take(int length) {
    int separator = separator(length);
    String number = column(0, separator);
    if (number.startsWith("#") || isTitle(number)) {
      return;
    }
    if (separator < length) {
      take(number, column(separator + 1, length));
    } else if (!number.isEmpty()) {
      reject("no operator; write number,operator");
    }
  }

  private boolean isTitle(String number) {
    return at == 1 && number.chars().noneMatch(Character::isDigit);
  }

  private void take(String number, String name) {
    long parsed = PhoneNumber.parse(number);
    Optional<Operator> operator = named(name);
    if (!PhoneNumber.isNumber(parsed)) {
      reject('"' + PhoneNumber.masked(number) + "\": " + PhoneNumber.problem(parsed).text());
    } else if (operator.isEmpty()) {
      reject('"' + PhoneNumber.masked(name) + "\" is no operator of Vietnam; write Viettel or so");
    } else {
      put(PhoneNumber.e164(parsed), operator.get());
    }
  }

  /**
   * The same few names stand in millions of lines; a file of many names shall not fill the heap.
   */
  private Optional<Operator> named(String name) {
    return byName.size() < MOST_NAMES
        ? byName.computeIfAbsent(name, Operator::named)
        : byName.getOrDefault(name, Operator.named(name));
  }

  private void put(long e164, Operator operator) {
    byOperator.values().forEach(numbers -> numbers.remove(e164));
    byOperator.computeIfAbsent(operator, any -> new NumberSet()).add(e164);
  }

  private int separator(int length) {
    int separator = 0;
    while (separator < length && ",;\t".indexOf(line[separator]) < 0) {
      separator++;
    }
    return separator;
  }

  private String column(int from, int to) {
    String column = new String(line, from, to - from, StandardCharsets.UTF_8);
    return column.replace("\"", "").replace("\uFEFF", "").strip();
  }

  private void reject(String text) {
    rejectedCount++;
    if (rejected.size() < MOST_REJECTED) {
      rejected.add(new RejectedLine(at, text));
    }
  }
}
