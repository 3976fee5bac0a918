package vn.loa.channel.rss;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Medium;

/** Makes of messages what readers see. Safe for use by several threads. */
final class Items {

  /** What every path of the press kits begins with. */
  static final String PRESS = "press/";

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final String channel;
  private final URI base;
  private final String publisher;

  Items(String channel, URI base, String publisher) {
    this.channel = channel;
    this.base = base;
    this.publisher = publisher;
  }

  /**
   * The key of a message, as a tag URI (RFC 4151): of its plan, its theme, itself and the channel,
   * and of the day it first came. It stays when the message is revised.
   */
  String tag(Message message, Instant published) {
    StringBuilder path = new StringBuilder(channel);
    message.plan().ifPresent(plan -> path.append('/').append(escaped(plan)));
    message.about().ifPresent(theme -> path.append('/').append(escaped(theme)));
    return tag(published, path.append('/').append(message.id()).toString());
  }

  /**
   * @param feed of alerts
   */
  String tagOfAlert(String feed, CapNotice notice) {
    return tag(notice.sent(), feed + "/" + notice.identifier());
  }

  /** For the identifiers of alerts. */
  String host() {
    return base.getHost().toLowerCase(Locale.ROOT);
  }

  private String tag(Instant day, String path) {
    return "tag:" + host() + "," + LocalDate.ofInstant(day, ZoneOffset.UTC) + ":" + path;
  }

  Item of(Entry entry) {
    Message message = entry.message();
    return new Item(
        entry.uri(),
        message.title(),
        message.language(),
        message.issuer().orElse(publisher),
        entry.published(),
        entry.updated(),
        message.link().map(URI::toASCIIString).orElse(null),
        null,
        message.text(),
        html(message),
        categories(message),
        enclosures(message),
        related(message));
  }

  private String html(Message message) {
    StringBuilder html = new StringBuilder(1024);
    message
        .texts()
        .forEach(
            (language, text) -> {
              html.append("<div lang=\"");
              Html.appendText(html, language);
              html.append("\">");
              message
                  .version(Medium.WEB, language)
                  .ifPresentOrElse(
                      web -> html.append(Html.cleaned(web, page(message))),
                      () -> Html.appendText(html, text));
              html.append("</div>\n");
            });
    return html.toString();
  }

  private String page(Message message) {
    return message.link().orElse(base).toASCIIString();
  }

  private List<Item.Category> categories(Message message) {
    List<Item.Category> categories = new ArrayList<>();
    message.about().ifPresent(theme -> categories.add(category("theme", theme)));
    message.issuer().ifPresent(agency -> categories.add(category("agency", agency)));
    message.areas().forEach(area -> categories.add(category("area", area)));
    return categories;
  }

  private Item.Category category(String scheme, String term) {
    return new Item.Category(base.resolve("#" + scheme).toASCIIString(), term);
  }

  private static List<Item.Enclosure> enclosures(Message message) {
    List<Item.Enclosure> enclosures = new ArrayList<>();
    message
        .recordings()
        .forEach(
            (language, audio) ->
                enclosures.add(
                    new Item.Enclosure(
                        audio.uri().toASCIIString(),
                        AudioTypes.of(audio.uri()),
                        audio.octets(),
                        Math.max(1, audio.length().toSeconds()),
                        message.title(),
                        language)));
    message
        .attachments()
        .forEach(
            file ->
                enclosures.add(
                    new Item.Enclosure(
                        file.uri().toASCIIString(),
                        file.mediaType(),
                        file.octets(),
                        0,
                        file.title(),
                        null)));
    return enclosures;
  }

  private List<Item.Related> related(Message message) {
    List<Item.Related> related = new ArrayList<>();
    kit(message)
        .forEach(
            (path, version) ->
                related.add(
                    new Item.Related(
                        base.resolve(path).toASCIIString(), version.language(), title(version))));
    return related;
  }

  private static String title(KitText version) {
    boolean vietnamese = version.language().equals("vi");
    return switch (version.medium()) {
      case PRINT -> vietnamese ? "Bản tin cho báo in" : "Release for print";
      case RADIO -> vietnamese ? "Lời đọc phát thanh" : "Radio script";
      case SCREEN -> vietnamese ? "Nội dung cho màn hình" : "Screen text";
      case WEB -> throw new IllegalArgumentException("the text for the web is the entry's own");
    };
  }

  /** A text of the press kit. */
  record KitText(Medium medium, String language, String text) {}

  /** The texts of a message's press kit, by their path below the base. */
  static Map<String, KitText> kit(Message message) {
    Map<String, KitText> kit = new LinkedHashMap<>();
    for (Medium medium : List.of(Medium.PRINT, Medium.RADIO, Medium.SCREEN)) {
      message
          .versions()
          .getOrDefault(medium, Map.of())
          .forEach(
              (language, text) ->
                  kit.put(
                      pathOfKit(message, medium, language), new KitText(medium, language, text)));
    }
    return kit;
  }

  private static String pathOfKit(Message message, Medium medium, String language) {
    return "%s%s/%s.%s.txt"
        .formatted(PRESS, fileName(message.id()), medium.name().toLowerCase(Locale.ROOT), language);
  }

  /** Whose press kit a path belongs to, if to any. */
  static String messageOfKit(String path) {
    int end = path.indexOf('/', PRESS.length());
    return path.substring(PRESS.length(), Math.max(end, PRESS.length())).replace("=", "");
  }

  /** Capitals are marked, for disks that take {@code A} and {@code a} for one name. */
  static String fileName(String id) {
    return id.replaceAll("[A-Z]", "=$0");
  }

  /** A part of a tag URI: what is not unreserved (RFC 3986, 2.3) is escaped. */
  private static String escaped(String part) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0) {
        escaped.append((char) octet);
      } else {
        escaped
            .append('%')
            .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xF, 16)))
            .append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
      }
    }
    return escaped.toString();
  }
}
