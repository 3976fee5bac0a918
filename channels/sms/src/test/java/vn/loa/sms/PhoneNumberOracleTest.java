package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Against libphonenumber, on 100,000 random forms; {@code -Dloa.phone.forms=1000000} for more. Both
 * must give the same number or both none, but for these, by intent:
 *
 * <ul>
 *   <li>UPGRADED: eleven digits of before September 2018 are invalid there, and today's number
 *       here.
 *   <li>BLOCK: 052, 055, 089 and 0992 are mobile prefixes as a whole here; there only the blocks of
 *       them that were seen in use.
 *   <li>MACHINE: 0140, 0160 and 01210 to 01213 are mobile there; they are SIMs of machines, which
 *       no citizen reads.
 *   <li>NO_ZERO: nine digits without 0 before are accepted there; here they lack one, and which one
 *       is not for us to say.
 *   <li>LETTERS: there a letter is dropped or becomes the digit it shares a key with; here O for 0
 *       is refused.
 *   <li>OTHER_DIGITS: digits of other scripts are read there and refused here.
 *   <li>TWO_PLUS: a second + is nothing there and refused here.
 * </ul>
 */
class PhoneNumberOracleTest {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
  private static final int FORMS = Integer.getInteger("loa.phone.forms", 100_000);

  private static final Set<String> BLOCKS = new TreeSet<>(Set.of("992"));
  private static final Set<String> MACHINES = Set.of("140", "160", "121");

  static {
    for (int i = 0; i < 10; i++) {
      BLOCKS.add("52" + i);
      BLOCKS.add("55" + i);
      if (i < 6) {
        BLOCKS.add("89" + i);
      }
    }
    BLOCKS.removeAll(Set.of("522", "523", "528", "559"));
  }

  private enum Intent {
    NONE,
    UPGRADED,
    BLOCK,
    MACHINE,
    NO_ZERO,
    LETTERS,
    OTHER_DIGITS,
    TWO_PLUS
  }

  /** A text, and why the two may differ on it. */
  private record Form(String text, Intent intent) {}

  @Test
  void every_prefix_is_mobile_for_both_or_for_neither() {
    Set<String> onlyHere = new TreeSet<>();
    Set<String> onlyThere = new TreeSet<>();
    for (int prefix = 100; prefix < 1000; prefix++) {
      String text = "0" + prefix + "023456";
      boolean here = PhoneNumber.isNumber(PhoneNumber.parse(text));
      boolean there = there(text) != 0;
      (here ? onlyHere : onlyThere).addAll(here == there ? Set.of() : Set.of("" + prefix));
    }
    assertThat(onlyHere).isEqualTo(BLOCKS);
    assertThat(onlyThere).isEqualTo(MACHINES);
  }

  @Test
  void random_forms_are_read_alike(TestReporter reporter) {
    Random random = new Random(20_180_915);
    Map<Intent, Integer> differences = new EnumMap<>(Intent.class);
    int numbers = 0;
    for (int i = 0; i < FORMS; i++) {
      Form form = form(random);
      long here = PhoneNumber.parse(form.text);
      long number = PhoneNumber.isNumber(here) ? PhoneNumber.e164(here) : 0;
      numbers += number == 0 ? 0 : 1;
      if (number != there(form.text)) {
        assertThat(form.intent).as(form.text).isNotEqualTo(Intent.NONE);
        differences.merge(form.intent, 1, Integer::sum);
      }
    }
    reporter.publishEntry(FORMS + " forms, " + numbers + " numbers, differences", "" + differences);
    assertThat(numbers).isGreaterThan(FORMS / 2);
    assertThat(differences.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Intent.NONE)));
  }

  @Test
  void numbers_of_other_countries_are_those_of_the_library() {
    for (String region : UTIL.getSupportedRegions()) {
      Phonenumber.@Nullable PhoneNumber example =
          UTIL.getExampleNumberForType(region, PhoneNumberType.MOBILE);
      if (example != null && !region.equals("VN")) {
        String text = UTIL.format(example, PhoneNumberFormat.INTERNATIONAL);
        String e164 = UTIL.format(example, PhoneNumberFormat.E164);
        assertThat(PhoneNumber.read(text))
            .as(text)
            .isEqualTo(PhoneNumber.of(Long.parseLong(e164.substring(1))));
      }
    }
  }

  /** The mobile number that the library finds, or 0. */
  private static long there(String text) {
    try {
      Phonenumber.PhoneNumber number = UTIL.parse(text, "VN");
      return UTIL.getNumberType(number) == PhoneNumberType.MOBILE
          ? Long.parseLong(UTIL.format(number, PhoneNumberFormat.E164).substring(1))
          : 0;
    } catch (NumberParseException e) {
      return 0;
    }
  }

  private static Form form(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> new Form(written("0", upgradable(random), random), Intent.UPGRADED);
      case 1 -> new Form(spaced(subscriber(random), random), Intent.NO_ZERO);
      case 2 -> new Form(lettered(plain(random), random), Intent.LETTERS);
      case 3 -> new Form(fullWidth(plain(random)), Intent.OTHER_DIGITS);
      case 4 -> new Form("++84" + subscriber(random), Intent.TWO_PLUS);
      case 5 -> new Form(inserted(plain(random), '+', random), Intent.NONE);
      case 6 -> number(1_000_000 * (100L + random.nextInt(900)), random);
      case 7 -> tooLongOrShort(random);
      default -> number(1_000_000 * prefix(random), random);
    };
  }

  private static Form number(long first, Random random) {
    String nine = Long.toString(first + random.nextInt(1_000_000));
    String prefix = nine.substring(0, 3);
    Intent intent = MACHINES.contains(prefix) ? Intent.MACHINE : Intent.NONE;
    return new Form(
        written(start(random), nine, random), BLOCKS.contains(prefix) ? Intent.BLOCK : intent);
  }

  private static String written(String start, String digits, Random random) {
    return start + spaced(digits, random);
  }

  private static String start(Random random) {
    String[] starts = {
      "0", "84", "+84", "0084", "+84(0)", "84 (0)", "(+84) ", "+84-", " 0", "00 84 "
    };
    return starts[random.nextInt(starts.length)];
  }

  private static String plain(Random random) {
    return "0" + subscriber(random);
  }

  private static String subscriber(Random random) {
    long prefix = prefix(random);
    while (BLOCKS.contains("" + prefix)) {
      prefix = prefix(random);
    }
    return Long.toString(prefix * 1_000_000 + random.nextInt(1_000_000));
  }

  private static long prefix(Random random) {
    long[] tens = {
      30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 51, 52, 55, 56, 58, 59, 70, 76, 77, 78, 79, 81, 82,
      83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99
    };
    return tens[random.nextInt(tens.length)] * 10 + random.nextInt(10);
  }

  private static String upgradable(Random random) {
    int[] old = {120, 121, 122, 126, 128, 123, 124, 125, 127, 129, 162, 169, 186, 188, 199};
    return "" + (old[random.nextInt(old.length)] * 10_000_000L + random.nextInt(10_000_000));
  }

  /** One digit more or less in the subscriber's nine. */
  private static Form tooLongOrShort(Random random) {
    String nine = subscriber(random);
    String wrong = random.nextBoolean() ? nine + random.nextInt(10) : nine.substring(0, 8);
    return new Form(written("0", wrong, random), Intent.NONE);
  }

  private static String spaced(String digits, Random random) {
    String[] between = {"", "", "", "", " ", ".", "-", "\u00A0", "\u2013", " - "};
    StringBuilder spaced = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      spaced.append(i % 3 == 0 && i > 0 ? between[random.nextInt(between.length)] : "");
      spaced.append(digits.charAt(i));
    }
    return spaced.toString();
  }

  private static String lettered(String digits, Random random) {
    return random.nextBoolean() ? "O" + digits.substring(1) : digits + "x";
  }

  private static String fullWidth(String digits) {
    StringBuilder wide = new StringBuilder();
    digits.chars().forEach(c -> wide.append((char) (c - '0' + '\uFF10')));
    return wide.toString();
  }

  private static String inserted(String digits, char c, Random random) {
    int at = 1 + random.nextInt(digits.length() - 1);
    return digits.substring(0, at) + c + digits.substring(at);
  }
}
