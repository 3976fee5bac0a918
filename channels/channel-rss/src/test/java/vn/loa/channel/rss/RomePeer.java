package vn.loa.channel.rss;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.rss.Peer.Field;

/** What ROME says of a feed. */
final class RomePeer {

  static List<Map<Field, List<String>>> read(byte[] document) throws Exception {
    List<Map<Field, List<String>>> entries = new ArrayList<>();
    try (XmlReader in = new XmlReader(new ByteArrayInputStream(document))) {
      SyndFeed feed = new SyndFeedInput().build(in);
      boolean isAtom = feed.getFeedType().startsWith("atom");
      feed.getEntries().forEach(entry -> entries.add(said(entry, isAtom)));
    }
    return entries;
  }

  private static Map<Field, List<String>> said(SyndEntry entry, boolean isAtom) {
    Map<Field, List<String>> said = new EnumMap<>(Field.class);
    said.put(Field.ID, some(entry.getUri()));
    said.put(Field.TITLE, some(entry.getTitle()));
    said.put(Field.PUBLISHED, second(entry.getPublishedDate()));
    if (entry.getUpdatedDate() != null) {
      said.put(Field.UPDATED, second(entry.getUpdatedDate()));
    }
    said.put(Field.LINK, some(entry.getLink()));
    said.put(Field.CATEGORIES, entry.getCategories().stream().map(SyndCategory::getName).toList());
    said.put(Field.AUTHOR, some(entry.getAuthor()));
    List<SyndEnclosure> files = entry.getEnclosures();
    said.put(Field.FILE, files.stream().limit(1).map(SyndEnclosure::getUrl).toList());
    said.put(Field.TYPE, files.stream().limit(1).map(SyndEnclosure::getType).toList());
    said.put(Field.SIZE, files.stream().limit(1).flatMap(RomePeer::size).toList());
    if (isAtom) {
      said.put(Field.FILES, files.stream().map(RomePeer::file).toList());
    }
    return said;
  }

  private static String file(SyndEnclosure file) {
    return Stream.concat(Stream.of(file.getUrl(), file.getType()), size(file))
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> size(SyndEnclosure file) {
    return file.getLength() == 0 ? Stream.of() : Stream.of(Long.toString(file.getLength()));
  }

  private static List<String> some(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  @SuppressWarnings("JavaUtilDate") // what ROME speaks
  private static List<String> second(@Nullable Date date) {
    return date == null ? List.of() : List.of(Long.toString(Math.floorDiv(date.getTime(), 1000)));
  }

  private RomePeer() {}
}
