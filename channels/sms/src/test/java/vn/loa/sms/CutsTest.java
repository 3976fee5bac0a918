package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutsTest {

  private static final List<String> PIECES =
      List.of(
          "a",
          "ệ",
          "€",
          "\r",
          "\n",
          "\u0301",
          "\u0301\u0302\u0303",
          "\uD83D\uDE00",
          "\uD83C\uDDFB",
          "\uD83C\uDFFD",
          "\u200D",
          "\u1112",
          "\u1161",
          "\u0600",
          "\uD83D",
          "\uDE00");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(30).map(it -> String.join("", it));
  }

  @Provide
  Arbitrary<String> septets() {
    return Arbitraries.strings().withChars('a', '€', '\r', '\n').ofMinLength(1).ofMaxLength(40);
  }

  @Property(tries = 2000)
  void no_way_of_keeping_clusters_whole_makes_fewer_parts(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 9) int room) {
    int[] starts = cut(text, Ucs2.INSTANCE, Cutting.GRAPHEMES, room);
    BitSet borders = clusterBorders(text, room);
    assertThat(Arrays.stream(starts)).allMatch(borders::get);
    assertThat(starts).hasSize(fewest(text, Ucs2.INSTANCE, borders, room));
    assertFit(text, Ucs2.INSTANCE, starts, room);
  }

  @Property(tries = 1000)
  void no_way_of_keeping_pairs_whole_makes_fewer_parts(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 9) int room) {
    int[] starts = cut(text, Ucs2.INSTANCE, Cutting.CODE_POINTS, room);
    BitSet borders = codePointBorders(text);
    assertThat(Arrays.stream(starts)).allMatch(borders::get);
    assertThat(starts).hasSize(fewest(text, Ucs2.INSTANCE, borders, room));
    assertFit(text, Ucs2.INSTANCE, starts, room);
  }

  @Property(tries = 1000)
  void no_way_of_keeping_escaped_septets_whole_makes_fewer_parts(
      @ForAll("septets") String text, @ForAll @IntRange(min = 2, max = 9) int room) {
    int[] starts = cut(text, Gsm7.DEFAULT, Cutting.GRAPHEMES, room);
    assertThat(starts).hasSize(fewest(text, Gsm7.DEFAULT, codePointBorders(text), room));
    assertFit(text, Gsm7.DEFAULT, starts, room);
  }

  @Test
  void the_rest_of_a_cluster_longer_than_a_part_shares_its_part_with_what_follows() {
    String marks = "a" + "\u0301".repeat(7);
    assertThat(cut("bb" + marks + "cc", Ucs2.INSTANCE, Cutting.GRAPHEMES, 4))
        .containsExactly(0, 4, 8);
  }

  @Test
  void a_flag_is_told_from_the_two_half_flags_of_its_neighbours() {
    String flags = "\uD83C\uDDFB\uD83C\uDDF3".repeat(5);
    assertThat(cut("ab" + flags, Ucs2.INSTANCE, Cutting.GRAPHEMES, 7))
        .containsExactly(0, 6, 10, 14, 18);
  }

  /** Consonant, virama, consonant: one cluster since Unicode 15.1, two for a JDK 17. */
  @Test
  void an_indic_conjunct_is_whole_on_every_jdk() {
    String conjunct = "\u0915\u094D\u0937\u094D\u200D\u092F\u093F";
    assertThat(cut(conjunct + conjunct, Ucs2.INSTANCE, Cutting.GRAPHEMES, 13))
        .containsExactly(0, 7);
    assertThat(cut("\u0915\u094D\u0905\u0937\u0937", Ucs2.INSTANCE, Cutting.GRAPHEMES, 3))
        .as("a vowel is not joined, nor a consonant without virama")
        .containsExactly(0, 3);
  }

  @Test
  void a_conjunct_longer_than_a_part_is_cut_as_any_long_cluster() {
    String conjunct = "\u0915\u094D\u0937" + "\u0301".repeat(4);
    assertThat(cut("bbb" + conjunct, Ucs2.INSTANCE, Cutting.GRAPHEMES, 4)).containsExactly(0, 4, 8);
  }

  @Test
  void a_line_break_of_two_may_be_cut() {
    assertThat(cut("aaa\r\nb", Ucs2.INSTANCE, Cutting.GRAPHEMES, 4)).containsExactly(0, 4);
  }

  @Test
  void characters_called_loners_never_join_each_other() {
    StringBuilder loners = new StringBuilder();
    for (char c = 0; c < '\uFFFF'; c++) {
      if (Cuts.isLoner(c)) {
        loners.append(c);
      }
    }
    assertThat(loners).hasSizeGreaterThan(1000);
    for (int i = 0; i < loners.length(); i++) {
      String between = "a" + loners.charAt(i) + "a";
      assertThat(Pattern.compile("\\X").matcher(between).results())
          .as("U+%04X", (int) loners.charAt(i))
          .hasSize(3);
    }
  }

  @Test
  void what_is_outside_the_loners_is_not_one() {
    assertThat("\u0300\u1DFF\u1F00\u200D\u200F\u2028\u209F\u20C0\u20E3\uD83D".chars())
        .noneMatch(c -> Cuts.isLoner((char) c.intValue()));
    assertThat("\u0000\u02FF\u1E00\u1EFF\u2010\u2027\u20A0\u20BF".chars())
        .allMatch(c -> Cuts.isLoner((char) c.intValue()));
  }

  private static int[] cut(String text, Alphabet alphabet, Cutting cutting, int room) {
    int units = alphabet.units(text, 0, text.length());
    return new Cuts(text, alphabet, units, cutting, room).starts();
  }

  private static void assertFit(String text, Alphabet alphabet, int[] starts, int room) {
    assertThat(starts[0]).isZero();
    for (int i = 0; i < starts.length; i++) {
      int to = i + 1 < starts.length ? starts[i + 1] : text.length();
      assertThat(alphabet.units(text, starts[i], to)).isBetween(1, room);
    }
  }

  /** By trying every last part, for every beginning of the text. */
  private static int fewest(String text, Alphabet alphabet, BitSet borders, int room) {
    int[] fewest = new int[text.length() + 1];
    Arrays.fill(fewest, 1, fewest.length, Integer.MAX_VALUE / 2);
    for (int to = 1; to <= text.length(); to++) {
      for (int from = 0; from < to; from++) {
        if (borders.get(from) && alphabet.units(text, from, to) <= room) {
          fewest[to] = Math.min(fewest[to], fewest[from] + 1);
        }
      }
    }
    return fewest[text.length()];
  }

  private static BitSet codePointBorders(String text) {
    BitSet borders = new BitSet();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      borders.set(i);
    }
    return borders;
  }

  private static BitSet clusterBorders(String text, int room) {
    BitSet borders = new BitSet();
    Matcher cluster = Pattern.compile("\\X").matcher(text);
    while (cluster.find()) {
      borders.set(cluster.start());
      if (cluster.end() - cluster.start() > room || cluster.group().equals("\r\n")) {
        borders.set(cluster.start(), cluster.end());
      }
    }
    borders.and(codePointBorders(text));
    return borders;
  }
}
