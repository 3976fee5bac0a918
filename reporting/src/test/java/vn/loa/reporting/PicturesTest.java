package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.reporting.SmallCity.measure;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Clause;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;
import vn.loa.plan.Unit;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Language;

class PicturesTest {

  private static final Set<String> ELEMENTS =
      Set.of("svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text");
  private static final Instant ASKED = Instant.parse("2022-06-16T01:00:00Z");

  private final SmallCity city = new SmallCity();

  @AfterEach
  void close() {
    city.close();
  }

  @Test
  void every_picture_stands_alone_and_says_first_what_it_is() throws Exception {
    fill();
    List<Block.Picture> pictures = pictures(Language.VI);
    assertThat(pictures)
        .extracting(Block.Picture::key)
        .containsExactly("heat-map", "lateness", "timeline", "reach", "heard");
    Set<String> ids = new HashSet<>();
    for (Block.Picture picture : pictures) {
      Document svg = parse(picture.svg());
      Element root = svg.getDocumentElement();
      assertThat(root.getAttribute("role")).isEqualTo("img");
      assertThat(root.getAttribute("lang")).isEqualTo("vi");
      assertThat(root.getFirstChild().getNodeName()).isEqualTo("title");
      assertThat(root.getFirstChild().getTextContent()).isEqualTo(picture.title());
      assertThat(root.getFirstChild().getNextSibling().getTextContent()).isNotBlank();
      NodeList all = svg.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        assertThat(element.getTagName()).isIn(ELEMENTS);
        assertThat(element.getAttribute("href")).isEmpty();
        assertThat(element.getAttribute("style")).isEmpty();
        if (element.hasAttribute("id")) {
          assertThat(ids.add(element.getAttribute("id"))).as("one id a page").isTrue();
        }
      }
      for (String label : root.getAttribute("aria-labelledby").split(" ", -1)) {
        assertThat(ids).contains(label);
      }
    }
  }

  @Test
  void a_heat_map_draws_what_its_table_says() {
    fill();
    Block.Picture heat = pictures(Language.EN).get(0);
    List<List<Cell>> rows = rows(heat);
    assertThat(rows).hasSize(6);
    assertThat(rows.get(0).get(1)).isEqualTo(Cell.of("✗ overdue"));
    assertThat(rows.get(0)).contains(Cell.of("✓ on time"), Cell.of("… pending"));
    long boxes = Pattern.compile("h24v14h-24z").matcher(heat.svg()).results().count();
    assertThat(boxes).isEqualTo(6L * (rows.get(0).size() - 1));
  }

  @Test
  void lateness_is_sorted_into_spans_at_their_borders() {
    city.submit("q1", "monthly", "2022-06", "2022-06-14T17:00:00Z");
    city.submit("q3", "monthly", "2022-06", "2022-06-14T18:00:00Z");
    city.submit("q4", "monthly", "2022-06", "2022-06-14T18:00:01Z");
    assertThat(rows(pictures(Language.EN).get(1)))
        .startsWith(
            List.of(Cell.of("up to 1 hour"), Cell.of(2)),
            List.of(Cell.of("up to 1 day"), Cell.of(1)));
  }

  @Test
  void an_area_holds_what_is_heard_in_those_inside_it() {
    fill();
    Block.Picture wards = pictures(Language.EN).get(4);
    assertThat(rows(wards))
        .containsExactly(
            List.of(Cell.of("City"), Cell.BLANK, Cell.of(9), Cell.of(5)),
            List.of(Cell.of("Ward 1"), Cell.of("City"), Cell.of(4), Cell.of(4)),
            List.of(Cell.of("Ward 2"), Cell.of("City"), Cell.of(5), Cell.of(1)));
    assertThat(wards.svg()).contains("✓ 4/4", "△ 1/5");
  }

  @Test
  void reach_without_campaigns_is_what_the_ledger_has_of_it() {
    city.done(
        "a",
        "q1",
        SmallCity.SMS,
        "2022-06-01T00:00:00Z",
        measure(40, Unit.RECIPIENTS),
        measure(50, Unit.MESSAGES),
        measure(3, Unit.IN_DOUBT));
    Block.Picture reach =
        new Pictured(report(), Language.EN, new Tables(city.ledger.plan(), Language.EN))
            .ofWork().stream().map(it -> (Block.Picture) it).findFirst().orElseThrow();
    assertThat(rows(reach))
        .containsExactly(
            List.of(
                Cell.of("II.1.1 · Tin nhắn"),
                Cell.of(40),
                Cell.of(10),
                Cell.of(0),
                Cell.of(3),
                Cell.of(0)));
  }

  @Test
  void nothing_to_draw_is_said_in_words() throws Exception {
    Block.Picture reach =
        pictures(city.consolidated("monthly", "2022-06", "2022-06-16T01:00:00Z"), Language.EN)
            .get(3);
    assertThat(parse(reach.svg()).getDocumentElement().getTextContent()).contains("no figures");
    assertThat(rows(reach)).isEmpty();
  }

  @Test
  void what_differs_in_colour_differs_in_pattern_and_all_is_seen_on_white() {
    Set<String> patterns = new HashSet<>();
    Matcher matcher =
        Pattern.compile("<pattern id=\"x-(\\w+)\"[^>]*>(.*?)</pattern>")
            .matcher(new Svg("x", Language.VI, "t", "d", 9, 9).finish());
    while (matcher.find()) {
      String marks = matcher.group(2).replaceFirst("<rect[^>]*/>", "");
      assertThat(patterns.add(marks) || matcher.group(1).equals("outline")).isTrue();
      Matcher colour = Pattern.compile("fill=\"(#[0-9a-f]{6})\"").matcher(matcher.group(2));
      if (colour.find()) {
        assertThat(contrast(colour.group(1))).isGreaterThanOrEqualTo(3);
      }
    }
    for (int percent = 0; percent <= 100; percent++) {
      assertThat(contrast(Svg.INK) / contrast(HeatMap.shade(percent))).isGreaterThanOrEqualTo(4.5);
    }
    assertThat(contrast(Svg.INK)).isGreaterThanOrEqualTo(7);
    assertThat(contrast(Svg.GREY)).isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void a_city_one_by_one_and_a_country_together_stay_small() throws Exception {
    Block.Picture one = heatMap(434);
    assertThat(rows(one)).hasSize(434);
    assertThat(one.svg().length()).isLessThan(1_000_000);
    Block.Picture together = heatMap(1_001);
    assertThat(rows(together)).hasSize(1);
    assertThat(rows(together).get(0).get(1)).isInstanceOf(Cell.Share.class);
    parse(together.svg());
  }

  private static Block.Picture heatMap(int agencies) {
    List<Agency> all = new ArrayList<>();
    all.add(agency("top", null));
    for (int i = 1; i < agencies; i++) {
      all.add(agency("x" + i, "top"));
    }
    Plan plan = SmallCity.plan(Text.vi("Kế hoạch"));
    try (Ledger ledger = Ledger.open(plan, Roster.of(all), LedgerMemory.open(), () -> ASKED)) {
      ConsolidatedReport report =
          Reports.of(ledger).consolidated(ledger.expected().dates().get(1), ASKED);
      return new HeatMap(report, Language.VI).picture();
    }
  }

  private static Agency agency(String id, @Nullable String parent) {
    return new Agency(
        id, Text.vi("Cơ quan " + id), AgencyKind.COMMUNE, parent, Clause.parse("IV.4"), false);
  }

  /** WCAG 2.2, to white. */
  private static double contrast(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    double luminance =
        0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    return 1.05 / (luminance + 0.05);
  }

  private static double channel(int value) {
    double share = (value & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private void fill() {
    city.submit("q1", "monthly", "2022-06", "2022-06-10T00:00:00Z");
    city.submit("q3", "monthly", "2022-06", "2022-06-15T00:00:00Z");
  }

  private ConsolidatedReport report() {
    return city.consolidated("monthly", "2022-06", ASKED.toString());
  }

  private List<Block.Picture> pictures(Language language) {
    Map<String, Tally> areas = Map.of("w1", tally(4, 0), "w2", tally(1, 4));
    CampaignFigures figures =
        new CampaignFigures(
            "c",
            "speakers",
            SmallCity.THEME,
            SmallCity.SPEAKERS,
            tally(5, 4),
            0,
            Duration.ofMinutes(3),
            0,
            areas);
    return pictures(
        report()
            .withCampaigns(
                List.of(figures),
                List.of(
                    new Area("city", "City", null),
                    new Area("w1", "Ward 1", "city"),
                    new Area("w2", "Ward 2", "city"))),
        language);
  }

  private static Tally tally(long heard, long refused) {
    return Tally.of(
        Map.of(DeliveryState.DELIVERED, heard, DeliveryState.REFUSED, refused), Map.of());
  }

  private static List<Block.Picture> pictures(ConsolidatedReport report, Language language) {
    return report.document(language, SmallCity.letterhead()).pictures();
  }

  private static List<List<Cell>> rows(Block.Picture picture) {
    List<List<Cell>> rows = new ArrayList<>();
    picture.table().rows().forEach(rows::add);
    return rows;
  }

  static Document parse(String svg) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return parser.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
