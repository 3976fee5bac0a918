package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import vn.loa.plan.SmallPlan;

/**
 * Damaged files end in problems, never in another exception. For a long run: {@code
 * -Dloa.fuzz.rounds=1000} damages a thousand times as many.
 */
class FileFuzzTest {

  private static final int ROUNDS = Integer.getInteger("loa.fuzz.rounds", 1);

  private static final Pattern DIACRITICS = Pattern.compile("[ăâđêôơưà-ỹ]");

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\p{L}\\p{N}_.+-]++|\\s++|.", Pattern.DOTALL);

  private static final List<String> INSERTED =
      List.of(
          "1e999999999",
          "9".repeat(1200),
          "-0",
          "0".repeat(30),
          "1.0",
          "null",
          "true",
          "[".repeat(300),
          "{\"a\":".repeat(300),
          "- ".repeat(300),
          "\"\\uD800\"",
          "\uD800",
          "\uFEFF",
          "\u0000",
          "\u0085",
          "\u2028",
          "e\u0301",
          "\uD83D\uDE00",
          "\t",
          "&a ",
          "*a",
          "<<: *a",
          "!!int ",
          "!x ",
          "? ",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "|\n ",
          ">-\n",
          "\"\\x\"",
          "I.1".repeat(100),
          "+999999999-12-31",
          "2022-02-30",
          "LAST",
          "\"\"",
          "#");

  @Property(tries = 2000)
  void a_damaged_json_plan_is_read_or_has_problems(@ForAll Random random) {
    String text = Plans.toJson(SmallPlan.plan());
    damage(random, text, bytes -> JsonFiles.read("plan.json", bytes, PlanReader::read));
  }

  @Property(tries = 2000)
  void a_damaged_yaml_plan_is_read_or_has_problems(@ForAll Random random) {
    String text = Plans.toYaml(SmallPlan.plan());
    damage(random, text, bytes -> JsonFiles.read("plan.yaml", bytes, PlanReader::read));
  }

  @Property(tries = 2000)
  void a_damaged_roster_is_read_or_has_problems(@ForAll Random random) {
    String json = Rosters.toJson(SmallPlan.roster());
    damage(random, json, bytes -> JsonFiles.read("roster.json", bytes, RosterReader::read));
    String yaml = Rosters.toYaml(SmallPlan.roster());
    damage(random, yaml, bytes -> JsonFiles.read("roster.yml", bytes, RosterReader::read));
  }

  @Property(tries = 2000)
  void a_damaged_text_is_read_or_has_problems(@ForAll Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      String json = damagedText(random, Plans.toJson(SmallPlan.plan()));
      check(() -> Plans.parse("plan.json", json));
      String yaml = damagedText(random, Plans.toYaml(SmallPlan.plan()));
      check(() -> Plans.parse("plan.yml", yaml));
    }
  }

  private static void damage(Random random, String text, Consumer<byte[]> read) {
    for (int round = 0; round < ROUNDS; round++) {
      String damaged = random.nextInt(3) == 0 ? text : damagedText(random, text);
      byte[] bytes = damagedBytes(random, damaged.getBytes(charset(random)));
      check(() -> read.accept(bytes));
    }
  }

  private static void check(Runnable read) {
    try {
      read.run();
    } catch (PlanFormatException refused) {
      assertThat(refused.problems()).isNotEmpty().allSatisfy(FileFuzzTest::isWhole);
    } catch (RuntimeException | StackOverflowError other) {
      fail("only problems may come of a file", other);
    }
  }

  private static void isWhole(Problem problem) {
    assertThat(problem.line()).isPositive();
    assertThat(problem.wrong()).isNotBlank();
    assertThat(problem.hint().en()).isNotBlank();
    assertThat(DIACRITICS.matcher(problem.hint().vi()).find()).as(problem.vi()).isTrue();
    assertThat(Normalizer.isNormalized(problem.hint().vi(), Normalizer.Form.NFC)).isTrue();
    assertThat(problem.toString().length()).isLessThan(1000);
    assertThat(problem.vi().length()).isLessThan(1000);
  }

  private static Charset charset(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> StandardCharsets.UTF_16;
      case 1 -> StandardCharsets.UTF_16LE;
      case 2 -> StandardCharsets.ISO_8859_1;
      default -> StandardCharsets.UTF_8;
    };
  }

  private static byte[] damagedBytes(Random random, byte[] bytes) {
    for (int times = random.nextInt(3); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, at);
      } else {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static String damagedText(Random random, String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      damage(random, tokens);
    }
    return String.join("", tokens);
  }

  private static void damage(Random random, List<String> tokens) {
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(7)) {
      case 0 -> tokens.set(at, "");
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.set(at, tokens.set(other, tokens.get(at)));
      case 3 -> tokens.set(at, INSERTED.get(random.nextInt(INSERTED.size())));
      case 4 -> tokens.add(at, INSERTED.get(random.nextInt(INSERTED.size())));
      case 5 -> tokens.set(at, tokens.get(other));
      default -> tokens.set(at, Character.toString(random.nextInt(0x110000)));
    }
  }
}
