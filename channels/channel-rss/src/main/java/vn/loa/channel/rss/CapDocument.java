package vn.loa.channel.rss;

import static vn.loa.channel.rss.Octets.fixed;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Attachment;
import vn.loa.channel.Message.Audio;

/**
 * A notice as a document of CAP 1.2: public, one {@code info} for each language of its message, in
 * the order of the specification. A recording's digest is left out, because CAP means SHA-1 by it
 * and the message has another.
 *
 * <p>Not safe for use by several threads.
 */
final class CapDocument {

  static final String MEDIA_TYPE = "application/cap+xml";

  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
  private static final byte[] HEAD =
      fixed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"" + NAMESPACE + "\">\n");
  private static final int EXPECTED_AROUND = 4096;

  /** CAP names languages by RFC 3066 and takes no language for American English. */
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  private static final String UNDETERMINED = "und";

  private final Octets out = new Octets(EXPECTED_AROUND);
  private final CapSettings settings;
  private final CapNotice notice;
  private final Message message;
  private final CapInfo info;

  private CapDocument(CapSettings settings, CapNotice notice) {
    this.settings = settings;
    this.notice = notice;
    this.message = notice.message();
    this.info = settings.describe(message);
  }

  /** The whole document. */
  static byte[] render(CapSettings settings, CapNotice notice) {
    return new CapDocument(settings, notice).alert();
  }

  /**
   * The notice in the feed of alerts.
   *
   * @param id its id there, for ever
   * @param url where its document is; absolute
   */
  static Item item(CapSettings settings, CapNotice notice, String id, String url) {
    Message message = notice.message();
    CapInfo info = settings.describe(message);
    return new Item(
        id,
        Objects.requireNonNull(headline(message, info, message.language())),
        language(message.language()),
        settings.senderName(message),
        notice.sent(),
        notice.sent(),
        url,
        MEDIA_TYPE,
        message.text(),
        html(message, info),
        categories(settings, notice, info),
        List.of(),
        List.of());
  }

  private byte[] alert() {
    out.put(HEAD);
    element("identifier", notice.identifier());
    element("sender", settings.sender());
    element("sent", date(notice.sent()));
    element("status", settings.status().code());
    element("msgType", notice.kind().code());
    element("scope", "Public");
    optional("note", settings.note());
    if (!notice.references().isEmpty()) {
      element("references", String.join(" ", notice.references()));
    }
    message.texts().forEach(this::info);
    return out.ascii("</alert>\n").toArray();
  }

  private void info(String language, String text) {
    open("info");
    element("language", language(language));
    event(language);
    dates();
    element("senderName", settings.senderName(message));
    optional("headline", headline(message, info, language));
    element("description", text);
    optional("instruction", info.instruction(language));
    optional("web", address(settings.web(message)));
    optional("contact", settings.contact());
    info.parameters().forEach(value -> value("parameter", value));
    resources(language);
    settings.areas(message, info).forEach(this::area);
    close("info");
  }

  private void event(String language) {
    info.categories().forEach(category -> element("category", category.code()));
    element("event", info.event(language));
    info.responseTypes().forEach(response -> element("responseType", response.code()));
    element("urgency", info.urgency().code());
    element("severity", info.severity().code());
    element("certainty", info.certainty().code());
    optional("audience", info.audience());
    info.eventCodes().forEach(code -> value("eventCode", code));
  }

  /**
   * No end is said that is not after the sending: those who read the alert would drop it, and a
   * cancellation may come late.
   */
  private void dates() {
    Instant effective = info.effective();
    element("effective", date(effective == null ? notice.sent() : effective));
    Instant onset = info.onset();
    optional("onset", onset == null ? null : date(onset));
    Instant end = message.validUntil();
    if (CapDates.canSay(end) && end.getEpochSecond() > notice.sent().getEpochSecond()) {
      element("expires", date(end));
    }
  }

  private void resources(String language) {
    Audio recording = message.recordings().get(language);
    if (recording != null) {
      String headline = headline(message, info, language);
      String said = headline == null ? info.event(language) : headline;
      resource(said, AudioTypes.of(recording.uri()), recording.octets(), recording.uri());
    }
    for (Attachment file : message.attachments()) {
      resource(file.title(), file.mediaType(), file.octets(), file.uri());
    }
  }

  private void resource(String description, String mediaType, long octets, URI uri) {
    open("resource");
    element("resourceDesc", description);
    element("mimeType", mediaType);
    optional("size", octets == 0 ? null : Long.toString(octets));
    optional("uri", address(uri));
    close("resource");
  }

  private void area(CapArea area) {
    open("area");
    element("areaDesc", area.description());
    area.polygons().forEach(polygon -> element("polygon", polygon));
    area.circles().forEach(circle -> element("circle", circle));
    area.geocodes().forEach(code -> value("geocode", code));
    optional("altitude", area.altitude());
    optional("ceiling", area.ceiling());
    close("area");
  }

  private void value(String name, CapValue value) {
    open(name);
    element("valueName", value.name());
    element("value", value.value());
    close(name);
  }

  private void optional(String name, @Nullable String text) {
    if (text != null) {
      element(name, text);
    }
  }

  private void element(String name, String text) {
    out.put('<').ascii(name).put('>').text(text);
    close(name);
  }

  private void open(String name) {
    out.put('<').ascii(name).ascii(">\n");
  }

  private void close(String name) {
    out.ascii("</").ascii(name).ascii(">\n");
  }

  private String date(Instant instant) {
    return CapDates.of(instant, settings.zone());
  }

  private static @Nullable String address(@Nullable URI uri) {
    return uri == null ? null : uri.toASCIIString();
  }

  private static String language(String tag) {
    return LANGUAGE.matcher(tag).matches() ? tag : UNDETERMINED;
  }

  /** The title is in the first language; in another, it is a headline that nobody wrote. */
  private static @Nullable String headline(Message message, CapInfo info, String language) {
    String own = info.headline(language);
    return own == null && language.equals(message.language()) ? message.title() : own;
  }

  private static String html(Message message, CapInfo info) {
    StringBuilder html = new StringBuilder();
    message
        .texts()
        .forEach(
            (language, text) -> {
              html.append("<div lang=\"").append(language(language)).append("\">");
              paragraph(html, text);
              paragraph(html, info.instruction(language));
              html.append("</div>\n");
            });
    return html.toString();
  }

  private static void paragraph(StringBuilder html, @Nullable String text) {
    if (text != null) {
      html.append("<p>");
      Html.appendText(html, text);
      html.append("</p>");
    }
  }

  /** What a reader of the feed filters by; the schemes are the elements of CAP. */
  private static List<Item.Category> categories(
      CapSettings settings, CapNotice notice, CapInfo info) {
    List<Item.Category> categories = new ArrayList<>();
    categories.add(category("status", settings.status().code()));
    categories.add(category("msgType", notice.kind().code()));
    info.categories().forEach(it -> categories.add(category("category", it.code())));
    categories.add(category("event", info.event(notice.message().language())));
    categories.add(category("urgency", info.urgency().code()));
    categories.add(category("severity", info.severity().code()));
    categories.add(category("certainty", info.certainty().code()));
    return List.copyOf(categories);
  }

  private static Item.Category category(String element, String term) {
    return new Item.Category(NAMESPACE + ":" + element, term);
  }
}
