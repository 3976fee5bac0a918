package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class HtmlWriterTest {

  @Test
  void a_page_is_whole_and_has_what_readers_of_screens_need() {
    org.jsoup.nodes.Document page = parse(Samples.document());
    assertThat(page.select("html").attr("lang")).isEqualTo("vi");
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("main#main")).hasSize(1);
    assertThat(page.select("a.skip").attr("href")).isEqualTo("#main");
    assertThat(page.select("table"))
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.select("caption")).hasSize(1);
              assertThat(it.select("thead th[scope=col]")).hasSize(6);
              assertThat(it.select("tbody th[scope=row]")).hasSize(2);
              assertThat(it.select("tfoot tr")).hasSize(1);
            });
    assertThat(page.select("nav li a"))
        .hasSize(4)
        .allSatisfy(it -> assertThat(page.select(it.attr("href"))).hasSize(1));
    assertThat(page.select("figure svg[role=img] > title")).hasSize(1);
    assertThat(page.select("figure details table")).hasSize(1);
    assertThat(page.select("[tabindex=0][role=region][aria-label]")).hasSize(3);
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }

  @Test
  void a_page_needs_nothing_else_and_runs_nothing() {
    org.jsoup.nodes.Document page = parse(Samples.document());
    assertThat(page.select("script, link, iframe, object, embed, img, base, form")).isEmpty();
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on");
        if (attribute.getKey().endsWith("href") || attribute.getKey().equals("src")) {
          assertThat(attribute.getValue()).startsWith("#");
        }
      }
    }
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  @Test
  void figures_stand_as_the_language_writes_them() {
    assertThat(parse(Samples.document()).select("#first tbody tr").get(0).text())
        .isEqualTo("Quận 1 1.234.567 9/12 (75,0 %) 14/05/2022 07:05 ngày 14/05/2022 1 ngày 7 giờ");
    assertThat(
            parse(Samples.document(Language.EN, "District 1"))
                .select("#first tbody tr")
                .get(0)
                .text())
        .isEqualTo("District 1 1,234,567 9/12 (75.0 %) 14 May 2022 07:05 on 14 May 2022 1 d 7 h");
  }

  @Test
  void hostile_words_are_words_in_every_field() {
    for (String words : HostileText.ALL.values()) {
      org.jsoup.nodes.Document page = parse(Samples.document(Language.VI, words));
      assertThat(page.select("script, img")).isEmpty();
      assertThat(page.select("#first tbody th").get(0).wholeText())
          .isEqualTo(HostileText.kept(words));
    }
  }

  @Test
  void marks_of_direction_turn_nothing_beside_them() {
    org.jsoup.nodes.Document page = parse(Samples.document(Language.VI, "quận \u202eGNP.exe"));
    assertThat(page.select("#first tbody th bdi")).hasSize(1);
    assertThat(page.select("h1 bdi")).hasSize(1);
  }

  @Test
  void a_long_table_says_how_much_more_there_is() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      rows.add(List.of(Cell.of(i)));
    }
    Table table = Table.of("long", "Dài", List.of(new Column("Số", Cell.Kind.COUNT, 1)), rows);
    Letterhead letterhead = Letterhead.builder("Sở").build();
    org.jsoup.nodes.Document page =
        parse(new Document(Language.EN, "t", "s", letterhead, List.of(table)));
    assertThat(page.select("#long tbody tr")).hasSize(500);
    assertThat(page.select(".more").text()).isEqualTo("… and 1,000 more rows in the workbook.");
    assertThat(
            parse(new Document(Language.EN, "t", "s", letterhead, List.of(table.unseen())))
                .select("table"))
        .isEmpty();
  }

  @Test
  void text_can_be_read_in_the_light_and_in_the_dark() {
    String css = parse(Samples.document()).select("style").html();
    Matcher themes = Pattern.compile(":root \\{([^}]*)\\}").matcher(css);
    int count = 0;
    while (themes.find()) {
      String theme = themes.group(1);
      for (String ground : List.of("paper", "shade")) {
        for (String text : List.of("ink", "soft", "link")) {
          assertThat(contrast(colour(theme, text), colour(theme, ground)))
              .as(text + " on " + ground + " in " + theme)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
      count++;
    }
    assertThat(count).isEqualTo(3);
  }

  private static String colour(String theme, String name) {
    Matcher matcher = Pattern.compile("--" + name + ": (#[0-9a-f]{6});").matcher(theme);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  /** WCAG 2.2, relative luminance and contrast ratio. */
  static double contrast(String a, String b) {
    double light = Math.max(luminance(a), luminance(b));
    double dark = Math.min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
  }

  private static double channel(int value) {
    double share = (value & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static org.jsoup.nodes.Document parse(Document document) {
    String html = new String(document.bytes(Format.HTML), StandardCharsets.UTF_8);
    Parser parser = Parser.htmlParser().setTrackErrors(500);
    org.jsoup.nodes.Document page = parser.parseInput(html, "");
    assertThat(parser.getErrors()).isEmpty();
    return page;
  }
}
