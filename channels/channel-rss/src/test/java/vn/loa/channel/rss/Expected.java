package vn.loa.channel.rss;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.loa.channel.Message;
import vn.loa.channel.rss.Peer.Field;
import vn.loa.channel.rss.RandomFeeds.Told;

/** What a document has to say of an entry, made from the message and nothing else. */
final class Expected {

  private static final String ILLEGAL =
      "[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  static Map<Field, List<String>> of(Told told, Format format) {
    Message message = told.message();
    Map<Field, List<String>> expected = new EnumMap<>(Field.class);
    expected.put(Field.ID, List.of(told.tag()));
    expected.put(Field.TITLE, List.of(carried(message.title())));
    expected.put(Field.PUBLISHED, second(told.published()));
    boolean isEdited = !told.updated().equals(told.published());
    expected.put(
        Field.UPDATED, isEdited || format != Format.RSS ? second(told.updated()) : List.of());
    expected.put(Field.LINK, message.link().map(URI::toASCIIString).stream().toList());
    expected.put(Field.CATEGORIES, categories(message));
    expected.put(Field.AUTHOR, List.of(carried(message.issuer().orElse(told.publisher()))));
    List<File> files = files(message, format);
    expected.put(Field.FILES, files.stream().map(File::toString).toList());
    List<File> first = files.stream().limit(1).toList();
    expected.put(Field.FILE, first.stream().map(File::address).toList());
    expected.put(Field.TYPE, first.stream().map(File::type).toList());
    expected.put(Field.SIZE, first.stream().flatMap(file -> file.size().stream()).toList());
    return expected;
  }

  /** What XML can carry of a text, said in another way than the code says it. */
  static String carried(String text) {
    return text.replaceAll("\r\n|\r", "\n").replaceAll(ILLEGAL, "\uFFFD");
  }

  private static List<String> second(Instant instant) {
    return List.of(Long.toString(instant.getEpochSecond()));
  }

  private static List<String> categories(Message message) {
    List<String> terms = new ArrayList<>();
    message.about().ifPresent(terms::add);
    message.issuer().ifPresent(terms::add);
    terms.addAll(message.areas());
    terms.replaceAll(Expected::carried);
    return terms;
  }

  private record File(String address, String type, List<String> size) {

    static File of(URI uri, String type, long octets) {
      return new File(
          uri.toASCIIString(), type, octets == 0 ? List.of() : List.of(Long.toString(octets)));
    }

    @Override
    public String toString() {
      return (address + " " + type + " " + String.join("", size)).strip();
    }
  }

  /** The texts of the press kit are attachments in JSON Feed, which has no related links. */
  private static List<File> files(Message message, Format format) {
    List<File> files = new ArrayList<>();
    message
        .recordings()
        .values()
        .forEach(it -> files.add(File.of(it.uri(), AudioTypes.of(it.uri()), it.octets())));
    message.attachments().forEach(it -> files.add(File.of(it.uri(), it.mediaType(), it.octets())));
    if (format == Format.JSON) {
      Items.kit(message)
          .keySet()
          .forEach(path -> files.add(File.of(Publishing.BASE.resolve(path), "text/plain", 0)));
    }
    return files;
  }

  private Expected() {}
}
