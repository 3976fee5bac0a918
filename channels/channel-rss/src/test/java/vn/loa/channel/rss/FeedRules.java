package vn.loa.channel.rss;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the rules of a format say against a document; each rule with where it stands. */
final class FeedRules {

  static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  private static final String HISTORY = "http://purl.org/syndication/history/1.0";
  private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
              + "(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern RFC_822 =
      Pattern.compile(
          "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
              + " \\d{4} \\d{2}:\\d{2}:\\d{2} (GMT|[+-]\\d{4})");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final List<String> broken = new ArrayList<>();

  // ---- Atom ----

  /** RFC 4287, RFC 5005, RFC 6721. */
  static List<String> ofAtom(byte[] document) throws Exception {
    FeedRules rules = new FeedRules();
    rules.atom(parsed(document).getDocumentElement());
    return rules.broken;
  }

  private void atom(Element feed) {
    check(feed.getLocalName().equals("feed") && ATOM.equals(feed.getNamespaceURI()), "2: root");
    check(LANGUAGE.matcher(feed.getAttribute("xml:lang")).matches(), "2: xml:lang of feed");
    common(feed, "feed");
    for (String once : List.of("generator", "icon", "logo", "rights", "subtitle")) {
      check(children(feed, ATOM, once).size() <= 1, "4.1.1: at most one " + once);
    }
    List<Element> selves = links(feed, "self");
    check(selves.size() == 1, "4.1.1: one self link");
    selves.forEach(
        self ->
            check(self.getAttribute("type").equals("application/atom+xml"), "4.2.7.3: of self"));
    pages(feed);
    Set<String> ids = new HashSet<>();
    for (Element entry : children(feed, ATOM, "entry")) {
      entry(entry, !children(feed, ATOM, "author").isEmpty());
      check(ids.add(text(entry, ATOM, "id")), "4.1.1: an entry once in a feed");
    }
    for (Element tombstone : children(feed, TOMBSTONES, "deleted-entry")) {
      tombstone(tombstone, ids);
    }
  }

  private void common(Element it, String what) {
    for (String one : List.of("id", "title", "updated")) {
      check(children(it, ATOM, one).size() == 1, "4.1: one %s in %s".formatted(one, what));
    }
    isAbsolute(text(it, ATOM, "id"), "4.2.6: id of " + what);
    isRfc3339(text(it, ATOM, "updated"), "4.2.15: updated of " + what);
    Set<String> alternates = new HashSet<>();
    for (Element link : children(it, ATOM, "link")) {
      isAbsolute(link.getAttribute("href"), "4.2.7.1: href in " + what);
      String type = link.getAttribute("type");
      check(!link.hasAttribute("type") || isMediaType(type), "4.2.7.3: type in " + what);
      String language = link.getAttribute("hreflang");
      check(
          !link.hasAttribute("hreflang") || LANGUAGE.matcher(language).matches(),
          "4.2.7.4: hreflang in " + what);
      String length = link.getAttribute("length");
      check(
          !link.hasAttribute("length") || NUMBER.matcher(length).matches(),
          "4.2.7.6: length in " + what);
      if (relation(link).equals("alternate")) {
        check(alternates.add(type + " " + language), "4.1.1: one alternate of a type and language");
      }
    }
    for (Element category : children(it, ATOM, "category")) {
      check(category.hasAttribute("term"), "4.2.2: term of category");
      isAbsolute(category.getAttribute("scheme"), "4.2.2.2: scheme of category");
    }
    for (Element author : children(it, ATOM, "author")) {
      check(children(author, ATOM, "name").size() == 1, "3.2.1: one name of author");
      check(!text(author, ATOM, "name").isBlank(), "3.2.1: name of author");
    }
  }

  private void entry(Element entry, boolean feedHasAuthor) {
    common(entry, "entry");
    check(feedHasAuthor || !children(entry, ATOM, "author").isEmpty(), "4.1.2: author of an entry");
    List<Element> contents = children(entry, ATOM, "content");
    check(contents.size() <= 1, "4.1.2: at most one content");
    check(children(entry, ATOM, "summary").size() <= 1, "4.1.2: at most one summary");
    check(children(entry, ATOM, "published").size() <= 1, "4.1.2: at most one published");
    check(
        !contents.isEmpty() || !links(entry, "alternate").isEmpty(),
        "4.1.2: an alternate link without content");
    for (Element content : contents) {
      check(content.getAttribute("type").equals("html"), "4.1.3.1: type of content");
      check(elements(content).isEmpty(), "4.1.3.3: html holds no elements");
    }
    for (Element title : children(entry, ATOM, "title")) {
      check(elements(title).isEmpty(), "3.1.1.1: text holds no elements");
    }
    children(entry, ATOM, "published").forEach(it -> isRfc3339(it.getTextContent(), "4.2.9"));
  }

  /** RFC 5005, 2 to 4. */
  private void pages(Element feed) {
    boolean isArchive = !children(feed, HISTORY, "archive").isEmpty();
    for (String one :
        List.of("current", "prev-archive", "next-archive", "next", "previous", "first", "last")) {
      check(links(feed, one).size() <= 1, "RFC 5005: at most one " + one);
    }
    check(children(feed, HISTORY, "archive").size() <= 1, "RFC 5005, 4: one archive");
    check(children(feed, HISTORY, "complete").isEmpty(), "RFC 5005, 2: no complete with pages");
    String self = href(feed, "self");
    if (isArchive) {
      check(links(feed, "current").size() == 1, "RFC 5005, 4: current of an archive");
      check(!href(feed, "current").equals(self), "RFC 5005, 4: an archive is not current");
    }
    check(!href(feed, "prev-archive").equals(self), "RFC 5005, 4: no circle");
    check(!href(feed, "next-archive").equals(self), "RFC 5005, 4: no circle");
  }

  /** RFC 6721, 3. */
  private void tombstone(Element tombstone, Set<String> living) {
    String ref = tombstone.getAttribute("ref");
    isAbsolute(ref, "RFC 6721: ref");
    isRfc3339(tombstone.getAttribute("when"), "RFC 6721: when");
    check(!living.contains(ref), "RFC 6721: a dead entry does not live");
  }

  // ---- RSS ----

  /** RSS 2.0, as the RSS Profile narrows it. */
  static List<String> ofRss(byte[] document) throws Exception {
    FeedRules rules = new FeedRules();
    rules.rss(parsed(document).getDocumentElement());
    return rules.broken;
  }

  private void rss(Element rss) {
    check(rss.getLocalName().equals("rss"), "rss: root");
    check(rss.getAttribute("version").equals("2.0"), "rss: version");
    check(children(rss, null, "channel").size() == 1, "rss: one channel");
    Element channel = children(rss, null, "channel").get(0);
    for (String one : List.of("title", "link", "description", "language", "lastBuildDate")) {
      check(children(channel, null, one).size() == 1, "channel: one " + one);
    }
    isAbsolute(text(channel, null, "link"), "channel: link");
    check(LANGUAGE.matcher(text(channel, null, "language")).matches(), "channel: language");
    isRfc822(text(channel, null, "lastBuildDate"), "channel: lastBuildDate");
    check(children(channel, null, "pubDate").isEmpty(), "channel: one date of a meaning");
    List<Element> selves = links(channel, "self");
    check(selves.size() == 1, "atom:link: self");
    selves.forEach(self -> isAbsolute(self.getAttribute("href"), "atom:link: href"));
    for (Element image : children(channel, null, "image")) {
      isAbsolute(text(image, null, "url"), "image: url");
      check(text(image, null, "title").equals(text(channel, null, "title")), "image: title");
      check(text(image, null, "link").equals(text(channel, null, "link")), "image: link");
    }
    Set<String> ids = new HashSet<>();
    for (Element item : children(channel, null, "item")) {
      item(item);
      check(ids.add(text(item, null, "guid")), "guid: an item once in a feed");
    }
  }

  private void item(Element item) {
    for (String one : List.of("title", "guid", "pubDate", "description")) {
      check(children(item, null, one).size() == 1, "item: one " + one);
    }
    check(children(item, null, "link").size() <= 1, "item: at most one link");
    children(item, null, "link").forEach(it -> isAbsolute(it.getTextContent(), "item: link"));
    for (Element guid : children(item, null, "guid")) {
      check(!guid.getTextContent().isBlank(), "guid: blank");
      check(guid.getAttribute("isPermaLink").equals("false"), "guid: a tag is no permanent link");
    }
    isRfc822(text(item, null, "pubDate"), "item: pubDate");
    check(
        children(item, DUBLIN_CORE, "date").isEmpty(), "item: no second date of pubDate's meaning");
    check(children(item, ATOM, "published").isEmpty(), "item: no second date of pubDate's meaning");
    check(children(item, null, "author").isEmpty(), "author: would have to be an e-mail address");
    check(children(item, DUBLIN_CORE, "creator").size() == 1, "dc:creator: one");
    for (Element updated : children(item, ATOM, "updated")) {
      isRfc3339(updated.getTextContent(), "atom:updated");
    }
    enclosure(item);
    content(item);
  }

  private void enclosure(Element item) {
    check(children(item, null, "enclosure").size() <= 1, "enclosure: at most one");
    for (Element enclosure : children(item, null, "enclosure")) {
      isAbsolute(enclosure.getAttribute("url"), "enclosure: url");
      check(NUMBER.matcher(enclosure.getAttribute("length")).matches(), "enclosure: length");
      check(isMediaType(enclosure.getAttribute("type")), "enclosure: type");
    }
    for (Element link : children(item, ATOM, "link")) {
      check(!relation(link).equals("self"), "atom:link: no self in an item");
      isAbsolute(link.getAttribute("href"), "atom:link: href");
    }
  }

  private void content(Element item) {
    List<String> order = elements(item).stream().map(Node::getLocalName).toList();
    check(children(item, CONTENT, "encoded").size() <= 1, "content:encoded: at most one");
    check(
        order.indexOf("description") < order.indexOf("encoded"),
        "content:encoded: after description");
    check(
        elements(item).stream().allMatch(it -> elements(it).isEmpty()),
        "item: text holds no elements");
  }

  // ---- JSON Feed ----

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** JSON Feed 1.1. */
  static List<String> ofJson(byte[] document) throws IOException {
    FeedRules rules = new FeedRules();
    rules.json(JSON.readTree(document));
    return rules.broken;
  }

  private void json(JsonNode feed) {
    check(
        feed.path("version").asText().equals("https://jsonfeed.org/version/1.1"), "json: version");
    check(feed.path("title").isTextual(), "json: title");
    for (String url : List.of("home_page_url", "feed_url", "next_url", "icon", "favicon")) {
      isOptional(feed, url, FeedRules::isUrl);
    }
    check(feed.has("feed_url"), "json: feed_url");
    check(
        !feed.path("next_url").asText().equals(feed.path("feed_url").asText()),
        "json: next_url is not feed_url");
    isOptional(feed, "description", JsonNode::isTextual);
    isOptional(feed, "language", it -> LANGUAGE.matcher(it.asText()).matches());
    authors(feed);
    for (JsonNode hub : feed.path("hubs")) {
      check(hub.path("type").isTextual() && isUrl(hub.path("url")), "json: hub");
    }
    check(feed.path("items").isArray(), "json: items");
    Set<String> ids = new HashSet<>();
    for (JsonNode item : feed.path("items")) {
      check(item.path("id").isTextual(), "json: id is a string");
      check(ids.add(item.path("id").asText()), "json: an item once in a feed");
      item(item);
    }
  }

  private void item(JsonNode item) {
    check(
        item.path("content_html").isTextual() || item.path("content_text").isTextual(),
        "json: content");
    for (String text : List.of("title", "summary", "content_html")) {
      isOptional(item, text, JsonNode::isTextual);
    }
    for (String url : List.of("url", "external_url", "image", "banner_image")) {
      isOptional(item, url, FeedRules::isUrl);
    }
    for (String date : List.of("date_published", "date_modified")) {
      isOptional(item, date, it -> RFC_3339.matcher(it.asText()).matches());
    }
    isOptional(item, "language", it -> LANGUAGE.matcher(it.asText()).matches());
    isOptional(item, "tags", it -> it.isArray() && all(it, JsonNode::isTextual));
    check(!item.has("author"), "json: author is of version 1");
    authors(item);
    for (JsonNode file : item.path("attachments")) {
      check(isUrl(file.path("url")), "json: url of attachment");
      check(isMediaType(file.path("mime_type").asText()), "json: mime_type of attachment");
      isOptional(file, "size_in_bytes", JsonNode::isIntegralNumber);
      isOptional(file, "duration_in_seconds", JsonNode::isNumber);
    }
  }

  private void authors(JsonNode it) {
    isOptional(it, "authors", authors -> authors.isArray() && !authors.isEmpty());
    for (JsonNode author : it.path("authors")) {
      check(author.path("name").isTextual(), "json: name of author");
    }
  }

  private void isOptional(JsonNode it, String key, Predicate<JsonNode> rule) {
    check(!it.has(key) || rule.test(it.get(key)), "json: " + key);
  }

  private static boolean all(JsonNode array, Predicate<JsonNode> rule) {
    for (JsonNode each : array) {
      if (!rule.test(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUrl(JsonNode it) {
    return it.isTextual() && isAbsolute(it.asText());
  }

  // ---- what the rules are made of ----

  private void check(boolean isKept, String rule) {
    if (!isKept) {
      broken.add(rule);
    }
  }

  private void isAbsolute(String address, String rule) {
    check(isAbsolute(address), rule + " is not absolute");
  }

  private static boolean isAbsolute(String address) {
    try {
      return URI.create(address).isAbsolute();
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static boolean isMediaType(String type) {
    return MEDIA_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches();
  }

  private void isRfc3339(String date, String rule) {
    check(RFC_3339.matcher(date).matches(), rule + " is no date of RFC 3339");
  }

  private void isRfc822(String date, String rule) {
    check(RFC_822.matcher(date).matches(), rule + " is no date of RFC 822");
  }

  private static Document parsed(byte[] document) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new ByteArrayInputStream(document));
  }

  private static List<Element> elements(Node parent) {
    List<Element> found = new ArrayList<>();
    for (Node it = parent.getFirstChild(); it != null; it = it.getNextSibling()) {
      if (it instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static List<Element> children(Node parent, @Nullable String namespace, String name) {
    return elements(parent).stream()
        .filter(it -> name.equals(it.getLocalName()))
        .filter(it -> Objects.equals(namespace, it.getNamespaceURI()))
        .toList();
  }

  private static String text(Node parent, @Nullable String namespace, String name) {
    return children(parent, namespace, name).stream()
        .map(Node::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> links(Node parent, String relation) {
    return children(parent, ATOM, "link").stream()
        .filter(it -> relation(it).equals(relation))
        .toList();
  }

  private static String href(Node parent, String relation) {
    return links(parent, relation).stream()
        .map(it -> it.getAttribute("href"))
        .findFirst()
        .orElse("");
  }

  /** RFC 4287, 4.2.7.2: without one it is alternate. */
  private static String relation(Element link) {
    return link.hasAttribute("rel") ? link.getAttribute("rel") : "alternate";
  }
}
