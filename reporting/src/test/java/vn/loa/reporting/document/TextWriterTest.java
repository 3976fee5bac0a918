package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextWriterTest {

  @Example
  void a_table_stands_in_columns() {
    assertThat(text(Samples.document()))
        .contains(
            "  Quận 1  1.234.567    75,0 %  14/05/2022  07:05 ngày 14/05/2022  1 ngày 7 giờ\n");
  }

  @Example
  void names_that_begin_alike_are_told_apart_by_their_ends() {
    List<List<Cell>> rows =
        List.of(
            List.of(Cell.of("Ủy ban nhân dân ".repeat(8) + "Quận 1"), Cell.of(1)),
            List.of(Cell.of("Ủy ban nhân dân ".repeat(8) + "Quận 2"), Cell.of(2)));
    Table table =
        Table.of(
            "names",
            "Tên",
            List.of(new Column("Tên", Cell.Kind.WORDS, 1), new Column("Số", Cell.Kind.COUNT, 1)),
            rows);
    Document document =
        new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
    assertThat(text(document)).contains("Quận 1").contains("Quận 2").contains("…");
  }

  @Example
  void nothing_hostile_reaches_the_terminal() {
    for (String words : HostileText.ALL.values()) {
      check(text(Samples.document(Language.VI, words)));
    }
  }

  @Property(tries = 200)
  void no_line_is_longer_than_a_hundred_columns(@ForAll String words) {
    check(text(Samples.document(Language.EN, "x" + words)));
  }

  private static void check(String text) {
    for (String line : text.split("\n", -1)) {
      assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(200);
      assertThat(line.codePoints().filter(TextWriterTest::takesRoom).count())
          .as(line)
          .isLessThanOrEqualTo(100);
      assertThat(line)
          .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
    }
  }

  private static boolean takesRoom(int c) {
    return Character.getType(c) != Character.NON_SPACING_MARK
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.ENCLOSING_MARK;
  }

  private static String text(Document document) {
    return new String(document.bytes(Format.TEXT), StandardCharsets.UTF_8);
  }
}
