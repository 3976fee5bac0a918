package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import vn.loa.channel.Message;

class CapDocumentTest {

  private static final Instant SENT = Instant.parse("2026-11-23T01:02:03.456Z");
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final String ID = "tin.example.vn_m_0123456789abcdef_1";
  private static final String EARLIER = "canhbao@example.vn,A.1,2026-11-22T01:02:03-00:00";
  private static final String URL = "https://tin.example.vn/feeds/alerts/" + ID + ".xml";
  private static final CapInfo FLOOD = CapInfo.builder("Lũ lụt", CapInfo.Category.MET).build();

  @Test
  void a_plain_message_is_an_alert_word_for_word() {
    assertThat(new String(CapDocument.render(settings().build(), alert(plain())), UTF_8))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
            <identifier>tin.example.vn_m_0123456789abcdef_1</identifier>
            <sender>canhbao@example.vn</sender>
            <sent>2026-11-23T01:02:03-00:00</sent>
            <status>Actual</status>
            <msgType>Alert</msgType>
            <scope>Public</scope>
            <info>
            <language>vi</language>
            <category>Met</category>
            <event>Lũ lụt</event>
            <urgency>Immediate</urgency>
            <severity>Unknown</severity>
            <certainty>Unknown</certainty>
            <effective>2026-11-23T01:02:03-00:00</effective>
            <expires>2026-11-24T01:02:03-00:00</expires>
            <senderName>UBND Thành phố</senderName>
            <headline>Nước lên</headline>
            <description>Rời khu vực bờ sông.</description>
            </info>
            </alert>
            """);
  }

  @Test
  void clause_3_2_every_element_stands_in_its_place() {
    Element alert = good(everything(), update(rich()));
    assertThat(names(alert))
        .containsExactly(
            "identifier",
            "sender",
            "sent",
            "status",
            "msgType",
            "scope",
            "note",
            "references",
            "info",
            "info");
    Element info = CapRules.all(alert, "info").get(0);
    assertThat(names(info))
        .containsExactly(
            "language",
            "category",
            "category",
            "event",
            "responseType",
            "responseType",
            "urgency",
            "severity",
            "certainty",
            "audience",
            "eventCode",
            "effective",
            "onset",
            "expires",
            "senderName",
            "headline",
            "description",
            "instruction",
            "web",
            "contact",
            "parameter",
            "resource",
            "resource",
            "area");
    assertThat(names(CapRules.all(info, "area").get(0)))
        .containsExactly(
            "areaDesc", "polygon", "polygon", "circle", "geocode", "altitude", "ceiling");
  }

  @ParameterizedTest
  @EnumSource(CapSettings.Status.class)
  void clause_3_2_1_the_status_says_what_it_is_and_the_words_stay(CapSettings.Status status) {
    CapSettings settings = settings().status(status).note("Diễn tập DT-01").build();
    Element alert = good(settings, alert(plain()));
    assertThat(CapRules.texts(alert, "status")).containsExactly(titleCase(status));
    assertThat(CapRules.texts(alert, "note")).containsExactly("Diễn tập DT-01");
    assertThat(CapRules.texts(alert, "headline")).containsExactly("Nước lên");
  }

  @Test
  void clause_3_2_1_an_exercise_without_a_note_is_refused() {
    CapSettings.Builder exercise = settings().status(CapSettings.Status.EXERCISE);
    assertThatThrownBy(exercise::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("note");
  }

  @ParameterizedTest
  @EnumSource(
      value = CapNotice.Kind.class,
      names = {"UPDATE", "CANCEL"})
  void clause_3_2_1_an_update_and_a_cancellation_refer_to_what_they_are_about(CapNotice.Kind kind) {
    CapNotice notice = new CapNotice(ID, SENT, kind, List.of(EARLIER, EARLIER), plain());
    Element alert = good(settings().build(), notice);
    assertThat(CapRules.texts(alert, "msgType")).containsExactly(kind.code());
    assertThat(CapRules.texts(alert, "references")).containsExactly(EARLIER + " " + EARLIER);
    assertThatThrownBy(() -> new CapNotice(ID, SENT, kind, List.of(), plain()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("references");
  }

  @Test
  void a_cancellation_says_all_the_alert_said_and_no_all_clear_of_its_own() {
    CapNotice cancel = new CapNotice(ID, SENT, CapNotice.Kind.CANCEL, List.of(EARLIER), plain());
    Element alert = good(settings().build(), cancel);
    assertThat(CapRules.texts(alert, "description")).containsExactly("Rời khu vực bờ sông.");
    assertThat(CapRules.texts(alert, "responseType")).isEmpty();
  }

  @Test
  void clause_3_2_2_a_cancellation_after_the_end_has_no_end_that_lies_before_it() {
    Instant late = SENT.plus(Duration.ofDays(1)).plusMillis(400);
    CapNotice cancel = new CapNotice(ID, late, CapNotice.Kind.CANCEL, List.of(EARLIER), plain());
    assertThat(CapRules.texts(good(settings().build(), cancel), "expires")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a b", "'a,b'", "a<b", "a&b", "''", "tiếng", "'a\tb'"})
  void clause_3_2_1_a_sender_that_references_cannot_carry_is_refused(String sender) {
    assertThatThrownBy(() -> CapSettings.builder(sender, "UBND", FLOOD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sender");
    assertThatThrownBy(() -> new CapNotice(sender, SENT, CapNotice.Kind.ALERT, List.of(), plain()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("identifier");
  }

  @Test
  void clause_3_2_1_a_reference_is_sender_identifier_and_sent() {
    CapNotice first = alert(plain());
    CapSettings settings = settings().zone(VIETNAM).build();
    String reference = "canhbao@example.vn," + ID + ",2026-11-23T08:02:03+07:00";
    assertThat(first.reference(settings)).isEqualTo(reference);
    Element alert = good(settings, first);
    assertThat(
            String.join(
                ",",
                CapRules.texts(alert, "sender").get(0),
                CapRules.texts(alert, "identifier").get(0),
                CapRules.texts(alert, "sent").get(0)))
        .isEqualTo(reference);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-23T01:02:03.9Z, 2026-11-23T01:02:03-00:00",
    "Z, 2026-11-23T01:02:03Z, 2026-11-23T01:02:03-00:00",
    "Europe/London, 2026-11-23T01:02:03Z, 2026-11-23T01:02:03-00:00",
    "Asia/Ho_Chi_Minh, 2026-11-23T18:02:03Z, 2026-11-24T01:02:03+07:00",
    "America/St_Johns, 2026-11-23T01:02:03Z, 2026-11-22T21:32:03-03:30",
    "Asia/Ho_Chi_Minh, 1900-01-01T00:00:00Z, 1900-01-01T07:06:00+07:06"
  })
  void clause_3_3_2_dates_have_seconds_and_an_offset_in_digits(
      ZoneId zone, Instant instant, String written) {
    assertThat(CapDates.of(instant, zone)).isEqualTo(written);
  }

  @Test
  void clause_3_3_2_a_date_without_room_in_four_digits_is_not_written() {
    assertThatThrownBy(() -> CapDates.of(Instant.MAX, VIETNAM))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> CapInfo.builder("a", CapInfo.Category.MET).onset(Instant.MIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("onset");
    Message forever =
        Message.builder("m", "Nước lên").text("vi", "Rời đi.").validUntil(Instant.MAX).build();
    assertThat(CapRules.texts(good(settings().build(), alert(forever)), "expires")).isEmpty();
  }

  @Test
  void clause_3_2_2_every_language_has_its_info_with_its_own_words() {
    List<Element> infos = CapRules.all(good(everything(), update(rich())), "info");
    assertThat(CapRules.texts(infos.get(0), "language")).containsExactly("vi");
    assertThat(CapRules.texts(infos.get(0), "event")).containsExactly("Lũ lụt");
    assertThat(CapRules.texts(infos.get(0), "headline")).containsExactly("Nước lên");
    assertThat(CapRules.texts(infos.get(0), "instruction")).containsExactly("Rời đi ngay.");
    assertThat(CapRules.texts(infos.get(1), "language")).containsExactly("en-GB");
    assertThat(CapRules.texts(infos.get(1), "event")).containsExactly("Flood");
    assertThat(CapRules.texts(infos.get(1), "headline")).containsExactly("The water is rising");
    assertThat(CapRules.texts(infos.get(1), "description")).containsExactly("Leave the bank.");
    assertThat(CapRules.texts(infos.get(1), "instruction")).containsExactly("Leave now.");
  }

  @Test
  void clause_3_2_2_a_headline_is_in_the_language_of_its_info_or_not_there() {
    Message message = message().text("vi", "Rời đi.").text("en", "Leave.").build();
    List<Element> infos = CapRules.all(good(settings().build(), alert(message)), "info");
    assertThat(CapRules.texts(infos.get(0), "headline")).containsExactly("Nước lên");
    assertThat(CapRules.texts(infos.get(1), "headline")).isEmpty();
  }

  @Test
  void clause_3_2_2_what_is_no_language_of_rfc_3066_is_undetermined_and_not_english() {
    Message message = message().text("tiếng Việt", "Rời đi.").build();
    assertThat(CapRules.texts(good(settings().build(), alert(message)), "language"))
        .containsExactly("und");
  }

  @ParameterizedTest
  @EnumSource(CapInfo.Category.class)
  void clause_3_2_2_every_category_is_in_the_list(CapInfo.Category category) {
    CapInfo info = CapInfo.builder("a", category).build();
    assertThat(CapRules.texts(good(info), "category")).containsExactly(category.code());
  }

  @ParameterizedTest
  @EnumSource(CapInfo.ResponseType.class)
  void clause_3_2_2_every_response_type_is_in_the_list(CapInfo.ResponseType response) {
    CapInfo info = CapInfo.builder("a", CapInfo.Category.MET).responseType(response).build();
    assertThat(CapRules.texts(good(info), "responseType")).containsExactly(response.code());
  }

  @ParameterizedTest
  @EnumSource(CapInfo.Urgency.class)
  void clause_3_2_2_every_urgency_is_in_the_list(CapInfo.Urgency urgency) {
    CapInfo info = CapInfo.builder("a", CapInfo.Category.MET).urgency(urgency).build();
    assertThat(CapRules.texts(good(info), "urgency")).containsExactly(titleCase(urgency));
  }

  @ParameterizedTest
  @EnumSource(CapInfo.Severity.class)
  void clause_3_2_2_every_severity_is_in_the_list(CapInfo.Severity severity) {
    CapInfo info = CapInfo.builder("a", CapInfo.Category.MET).severity(severity).build();
    assertThat(CapRules.texts(good(info), "severity")).containsExactly(titleCase(severity));
  }

  @ParameterizedTest
  @EnumSource(CapInfo.Certainty.class)
  void clause_3_2_2_every_certainty_is_in_the_list(CapInfo.Certainty certainty) {
    CapInfo info = CapInfo.builder("a", CapInfo.Category.MET).certainty(certainty).build();
    assertThat(CapRules.texts(good(info), "certainty")).containsExactly(titleCase(certainty));
  }

  @Test
  void clause_3_2_2_a_message_with_a_link_leads_there_and_others_to_the_settings_page() {
    CapSettings settings = settings().web(URI.create("https://tin.example.vn/")).build();
    Message linked =
        message().text("vi", "Rời đi.").link(URI.create("https://tin.example.vn/lũ")).build();
    assertThat(CapRules.texts(good(settings, alert(linked)), "web"))
        .containsExactly("https://tin.example.vn/l%C5%A9");
    assertThat(CapRules.texts(good(settings, alert(plain())), "web"))
        .containsExactly("https://tin.example.vn/");
  }

  @Test
  void clause_3_2_2_the_issuer_of_a_message_is_who_sends_it() {
    Message issued = message().text("vi", "Rời đi.").issuer("Sở Y tế").build();
    assertThat(CapRules.texts(good(settings().build(), alert(issued)), "senderName"))
        .containsExactly("Sở Y tế");
  }

  @Test
  void clause_3_2_3_a_recording_goes_with_its_language_and_a_file_with_all() {
    List<Element> infos = CapRules.all(good(everything(), update(rich())), "info");
    assertThat(CapRules.texts(infos.get(0), "uri"))
        .containsExactly("https://tin.example.vn/tin.mp3", "https://tin.example.vn/map.png");
    assertThat(CapRules.texts(infos.get(0), "mimeType")).containsExactly("audio/mpeg", "image/png");
    assertThat(CapRules.texts(infos.get(0), "resourceDesc"))
        .containsExactly("Nước lên", "Bản đồ ngập");
    assertThat(CapRules.texts(infos.get(1), "uri"))
        .containsExactly("https://tin.example.vn/map.png");
  }

  @Test
  void clause_3_2_3_a_size_that_is_not_known_is_not_said_and_no_digest_is_passed_off_as_sha_1() {
    Element info = CapRules.all(good(everything(), update(rich())), "info").get(0);
    assertThat(CapRules.texts(info, "size")).containsExactly("20480");
    assertThat(CapRules.texts(info, "digest")).isEmpty();
  }

  @Test
  void clause_3_2_4_the_areas_of_a_message_become_geocodes_with_a_name() {
    Message message = message().text("vi", "Rời đi.").area("q1").area("q3").build();
    CapSettings settings =
        settings().areas("DANANG", Map.of("q1", "Hải Châu", "q3", "Sơn Trà")::get).build();
    Element alert = good(settings, alert(message));
    assertThat(CapRules.texts(alert, "areaDesc")).containsExactly("Hải Châu, Sơn Trà");
    assertThat(CapRules.texts(alert, "geocode"))
        .containsExactly("\nDANANG\nq1\n", "\nDANANG\nq3\n");
  }

  @Test
  void clause_3_2_4_an_area_that_is_described_wins_and_everywhere_has_the_area_of_the_settings() {
    CapSettings.Builder settings = settings().everywhere(CapArea.builder("Đà Nẵng").build());
    Message everywhere = message().text("vi", "Rời đi.").build();
    Message somewhere = message().text("vi", "Rời đi.").area("q1").build();
    assertThat(areas(settings.build(), everywhere)).containsExactly("Đà Nẵng");
    assertThat(areas(settings.build(), somewhere)).containsExactly("q1");
    assertThat(areas(settings().build(), everywhere)).isEmpty();
    assertThat(areas(everything(), somewhere)).containsExactly("Bờ bắc");
  }

  @Test
  void clause_3_2_4_shapes_are_written_as_pairs_and_a_radius() {
    Element area = CapRules.all(good(everything(), update(rich())), "area").get(0);
    assertThat(CapRules.texts(area, "polygon"))
        .containsExactly(
            "16,108 16.1,108 16.1,108.00001 16,108", "-90,-180 90,180 0,0 0,1 -90,-180");
    assertThat(CapRules.texts(area, "circle")).containsExactly("16.05,108.2 0.00005");
    assertThat(CapRules.texts(area, "altitude")).containsExactly("-10");
    assertThat(CapRules.texts(area, "ceiling")).containsExactly("12000000");
  }

  @Test
  void an_entry_of_the_feed_leads_to_the_document_and_says_what_readers_filter_by() {
    Item item = CapDocument.item(everything(), update(rich()), "tag:a,2026:1", URL);
    assertThat(item.id()).isEqualTo("tag:a,2026:1");
    assertThat(item.title()).isEqualTo("Nước lên");
    assertThat(item.link()).isEqualTo(URL);
    assertThat(item.linkType()).isEqualTo("application/cap+xml");
    assertThat(item.summary()).isEqualTo("Rời khu vực bờ sông.");
    assertThat(item.language()).isEqualTo("vi");
    assertThat(item.author()).isEqualTo("UBND Thành phố");
    assertThat(item.published()).isEqualTo(SENT);
    assertThat(item.updated()).isEqualTo(SENT);
    assertThat(item.html())
        .isEqualTo(
            """
            <div lang="vi"><p>Rời khu vực bờ sông.</p><p>Rời đi ngay.</p></div>
            <div lang="en-GB"><p>Leave the bank.</p><p>Leave now.</p></div>
            """);
    assertThat(item.categories())
        .contains(
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:status", "Exercise"),
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:msgType", "Update"),
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:category", "Met"),
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:category", "Safety"),
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:event", "Lũ lụt"),
            new Item.Category("urn:oasis:names:tc:emergency:cap:1.2:severity", "Extreme"));
  }

  @Test
  void a_headline_that_is_given_stands_in_the_document_and_in_the_feed() {
    CapInfo info =
        CapInfo.builder("Lũ lụt", CapInfo.Category.MET).headline("vi", "Lũ khẩn cấp").build();
    CapSettings settings = settings(info).build();
    assertThat(CapRules.texts(good(settings, alert(plain())), "headline"))
        .containsExactly("Lũ khẩn cấp");
    assertThat(CapDocument.item(settings, alert(plain()), "tag:a,2026:1", URL).title())
        .isEqualTo("Lũ khẩn cấp");
  }

  @Test
  void each_message_is_described_for_itself() {
    CapSettings settings =
        CapSettings.builder(
                "canhbao@example.vn",
                "UBND",
                message -> CapInfo.builder(message.id(), CapInfo.Category.MET).build())
            .build();
    assertThat(CapRules.texts(good(settings, alert(plain())), "event")).containsExactly("m");
  }

  @Property
  void any_message_is_an_alert_that_keeps_the_rules_and_carries_the_text(
      @ForAll("anyUtf16") String title,
      @ForAll("anyUtf16") String text,
      @ForAll("anyUtf16") String other,
      @ForAll("anyUtf16") String language,
      @ForAll CapNotice.Kind kind) {
    CapInfo info =
        CapInfo.builder(text, CapInfo.Category.OTHER)
            .instruction(other)
            .audience(title)
            .eventCode(text, other)
            .parameter(other, text)
            .area(CapArea.builder(title).geocode(text, other).build())
            .build();
    CapSettings settings =
        CapSettings.builder("canhbao@example.vn", text, info).note(other).contact(title).build();
    Message message =
        Message.builder("m", title)
            .text("vi", text)
            .text("x" + language, other)
            .issuer(other)
            .attachment(new Message.Attachment(URI.create("data:,a"), "image/png", 0, title))
            .validUntil(SENT.plusSeconds(1))
            .build();
    Element alert = good(settings, new CapNotice(ID, SENT, kind, List.of(EARLIER), message));
    String nfcTitle = carried(message.title());
    String nfcText = carried(message.text());
    String nfcOther = carried(message.issuer().orElseThrow());
    assertThat(CapRules.texts(alert, "headline")).containsExactly(nfcTitle);
    assertThat(CapRules.texts(alert, "description")).containsExactly(nfcText, nfcOther);
    assertThat(CapRules.texts(alert, "event")).containsExactly(nfcText, nfcText);
    assertThat(CapRules.texts(alert, "instruction")).containsExactly(nfcOther, nfcOther);
    assertThat(CapRules.texts(alert, "senderName")).containsExactly(nfcOther, nfcOther);
    assertThat(CapRules.texts(alert, "note")).containsExactly(nfcOther);
    assertThat(CapRules.texts(alert, "contact")).containsExactly(nfcTitle, nfcTitle);
    assertThat(CapRules.texts(alert, "areaDesc")).containsExactly(nfcTitle, nfcTitle);
    assertThat(CapRules.texts(alert, "resourceDesc")).containsExactly(nfcTitle, nfcTitle);
    assertThat(CapRules.texts(alert, "value"))
        .containsExactly(nfcOther, nfcText, nfcOther, nfcOther, nfcText, nfcOther);
  }

  @Provide
  Arbitrary<String> anyUtf16() {
    Arbitrary<Character> nasty =
        Arbitraries.of(
            '\0', '\b', '\t', '\n', '\r', ' ', '<', '>', '&', '"', '\'', ']', ';', '#', 'e', ',',
            '\u001C', '\u0085', '\u00A0', '\u0301', '\u1EBF', '\u2028', '\u202E', '\uD83D',
            '\uDE00', '\uFEFF', '\uFFFD', '\uFFFE', '\uFFFF');
    Arbitrary<Character> any = Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE);
    return Arbitraries.oneOf(nasty, any)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            })
        .filter(text -> !text.isBlank());
  }

  /** What a document promises to carry, said in another way than the code says it. */
  private static String carried(String text) {
    return text.replaceAll("\r\n|\r", "\n")
        .replaceAll(
            "[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  /** The document, which keeps all rules. */
  private static Element good(CapSettings settings, CapNotice notice) {
    byte[] document = CapDocument.render(settings, notice);
    assertThat(CapRules.brokenBy(document)).isEmpty();
    return CapRules.parse(document);
  }

  private static Element good(CapInfo info) {
    return good(CapSettings.builder("canhbao@example.vn", "UBND", info).build(), alert(plain()));
  }

  private static List<String> areas(CapSettings settings, Message message) {
    return CapRules.texts(good(settings, alert(message)), "areaDesc");
  }

  private static List<String> names(Element parent) {
    return CapRules.children(parent).stream().map(Element::getLocalName).toList();
  }

  /** The code of a value whose name is one word. */
  private static String titleCase(Enum<?> value) {
    return value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static CapSettings.Builder settings() {
    return CapSettings.builder("canhbao@example.vn", "UBND Thành phố", FLOOD);
  }

  private static CapNotice alert(Message message) {
    return new CapNotice(ID, SENT, CapNotice.Kind.ALERT, List.of(), message);
  }

  private static CapNotice update(Message message) {
    return new CapNotice(ID, SENT, CapNotice.Kind.UPDATE, List.of(EARLIER), message);
  }

  private static Message.Builder message() {
    return Message.builder("m", "Nước lên").validUntil(SENT.plus(Duration.ofDays(1)));
  }

  private static Message plain() {
    return message().text("vi", "Rời khu vực bờ sông.").build();
  }

  private static Message rich() {
    return message()
        .text("vi", "Rời khu vực bờ sông.")
        .text("en-GB", "Leave the bank.")
        .link(URI.create("https://tin.example.vn/lu"))
        .audio(
            new Message.Audio(
                URI.create("https://tin.example.vn/tin.mp3"),
                "0".repeat(64),
                Duration.ofSeconds(30)))
        .attachment(
            new Message.Attachment(
                URI.create("https://tin.example.vn/map.png"), "image/png", 20_480, "Bản đồ ngập"))
        .area("q1")
        .build();
  }

  private static CapSettings everything() {
    CapArea.Point corner = new CapArea.Point(16, 108);
    CapArea.Point pole = new CapArea.Point(-90, -180);
    CapArea area =
        CapArea.builder("Bờ bắc")
            .polygon(
                List.of(
                    corner,
                    new CapArea.Point(16.1, 108),
                    new CapArea.Point(16.1, 108.00001),
                    corner))
            .polygon(
                List.of(
                    pole,
                    new CapArea.Point(90, 180),
                    new CapArea.Point(-0.0, 0),
                    new CapArea.Point(0, 1),
                    pole))
            .circle(new CapArea.Point(16.05, 108.2), 0.00005)
            .geocode("ISO 3166-2", "VN-DN")
            .altitude(-10, 12_000_000)
            .build();
    CapInfo info =
        CapInfo.builder("Lũ lụt", CapInfo.Category.MET)
            .event("en-GB", "Flood")
            .category(CapInfo.Category.SAFETY)
            .category(CapInfo.Category.MET)
            .responseType(CapInfo.ResponseType.EVACUATE)
            .responseType(CapInfo.ResponseType.MONITOR)
            .urgency(CapInfo.Urgency.EXPECTED)
            .severity(CapInfo.Severity.EXTREME)
            .certainty(CapInfo.Certainty.LIKELY)
            .audience("Người dân ven sông")
            .eventCode("SAME", "FLW")
            .effective(SENT)
            .onset(SENT.plusSeconds(3600))
            .headline("en-GB", "The water is rising")
            .instruction("Rời đi ngay.")
            .instruction("en-GB", "Leave now.")
            .parameter("level", "3")
            .area(area)
            .build();
    return settings(info)
        .status(CapSettings.Status.EXERCISE)
        .note("Diễn tập DT-01")
        .contact("112")
        .build();
  }

  private static CapSettings.Builder settings(CapInfo info) {
    return CapSettings.builder("canhbao@example.vn", "UBND Thành phố", message -> info);
  }
}
