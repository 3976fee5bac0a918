package vn.loa.bench;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.sms.Operators;
import vn.loa.sms.PhoneNumber;

/**
 * What reading one phone number costs, as people write them: eight forms of 20,000 random mobiles.
 *
 * <ul>
 *   <li>{@code loa}, {@code loaOctets}: {@link PhoneNumber#parse} of a string, of octets; {@code
 *       loaOperator} tells the operator too
 *   <li>{@code libphonenumberParse}: Google's library, parsing only, which accepts what is no
 *       number
 *   <li>{@code libphonenumber}: parsed and found valid, the same question
 * </ul>
 *
 * <p>Every row sums the same numbers, or the setup fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(PhoneNumbers.NUMBERS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PhoneNumbers {

  static final int NUMBERS = 20_000;

  private static final String[] FORMS = {
    "0%s%s%s",
    "84%s%s%s",
    "+84%s%s%s",
    "0084%s%s%s",
    "0%s %s %s",
    "0%s.%s.%s",
    "+84 %s-%s-%s",
    "(0%s) %s %s"
  };
  private static final int[] PREFIXES = {32, 39, 56, 70, 79, 81, 86, 88, 90, 91, 93, 96, 98};

  private final PhoneNumberUtil libphonenumber = PhoneNumberUtil.getInstance();
  private final Operators operators = Operators.byPrefix();
  private String[] texts;
  private byte[][] octets;

  @Setup(Level.Trial)
  public void write() {
    SplittableRandom random = new SplittableRandom(1270);
    texts = new String[NUMBERS];
    octets = new byte[NUMBERS][];
    for (int i = 0; i < NUMBERS; i++) {
      int prefix = PREFIXES[random.nextInt(PREFIXES.length)];
      texts[i] =
          FORMS[i % FORMS.length].formatted(prefix, digits(random, 1000), digits(random, 10_000));
      octets[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    if (loa() != libphonenumber() || loa() != loaOctets() || loa() != libphonenumberParse()) {
      throw new IllegalStateException("the rows read different numbers");
    }
  }

  private static String digits(SplittableRandom random, int bound) {
    return Integer.toString(bound + random.nextInt(bound)).substring(1);
  }

  @Benchmark
  public long loa() {
    long sum = 0;
    for (String text : texts) {
      sum += PhoneNumber.e164(PhoneNumber.parse(text));
    }
    return sum;
  }

  @Benchmark
  public long loaOctets() {
    long sum = 0;
    for (byte[] text : octets) {
      sum += PhoneNumber.e164(PhoneNumber.parse(text, 0, text.length));
    }
    return sum;
  }

  @Benchmark
  public long loaOperator() {
    long sum = 0;
    for (String text : texts) {
      sum += operators.of(PhoneNumber.e164(PhoneNumber.parse(text))).name().length();
    }
    return sum;
  }

  @Benchmark
  public long libphonenumberParse() {
    long sum = 0;
    for (String text : texts) {
      sum += e164(parsed(text));
    }
    return sum;
  }

  @Benchmark
  public long libphonenumber() {
    long sum = 0;
    for (String text : texts) {
      Phonenumber.PhoneNumber number = parsed(text);
      sum += libphonenumber.isValidNumber(number) ? e164(number) : 0;
    }
    return sum;
  }

  private Phonenumber.PhoneNumber parsed(String text) {
    try {
      return libphonenumber.parse(text, "VN");
    } catch (NumberParseException unread) {
      throw new IllegalStateException(unread);
    }
  }

  private static long e164(Phonenumber.PhoneNumber number) {
    return number.getCountryCode() * 1_000_000_000L + number.getNationalNumber();
  }
}
