package vn.loa.channel.rss;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * One feed on disk: a file for each entry, which is the truth, and two documents made from them.
 *
 * <pre>
 *   tin-tuc/entries/thong-bao-1.entry
 *   tin-tuc/rss.xml
 *   tin-tuc/atom.xml
 * </pre>
 *
 * <p>To publish, all three files are written and forced as drafts: what can go wrong on a full or
 * lost disk goes wrong there, when nothing has happened yet. Then each takes its place in one step,
 * the entry first. A crash between the steps leaves an entry without documents, and the next {@link
 * #open} makes them.
 *
 * <p>Written by one thread; {@link #document} may be asked by any.
 */
final class Shelf {

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::updated).reversed();

  private final Feed feed;
  private final int newest;
  private final Path directory;
  private final Path entriesDirectory;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Those that the documents show, newest first. */
  private List<Entry> shown = List.of();

  private Instant latest = Instant.EPOCH;
  private volatile Map<Format, Document> documents = Map.of();

  private Shelf(Feed feed, int newest, Path directory) {
    this.feed = feed;
    this.newest = newest;
    this.directory = directory;
    this.entriesDirectory = directory.resolve("entries");
  }

  /**
   * Reads the entries of a feed and brings its documents up to date with them.
   *
   * @param now for documents that have to be made
   * @param damaged hears which entry file was left out, and why
   */
  static Shelf open(Path store, Feed feed, int newest, Instant now, Consumer<String> damaged)
      throws IOException {
    Shelf shelf = new Shelf(feed, newest, store.resolve(feed.name()));
    Files.createDirectories(shelf.entriesDirectory);
    sweep(shelf.directory);
    sweep(shelf.entriesDirectory);
    shelf.readEntries(damaged);
    shelf.shown = shelf.entries.values().stream().sorted(NEWEST_FIRST).limit(newest).toList();
    shelf.catchUp(now);
    return shelf;
  }

  Document document(Format format) {
    return Objects.requireNonNull(documents.get(format), "a shelf is open before it is asked");
  }

  /** What publishing a message would put on the shelf; changes nothing. */
  Entry entry(Message message, Instant now) {
    Instant updated = next(now);
    Entry before = entries.get(message.id());
    return before == null
        ? new Entry(feed.tag(message, updated), message, updated, updated)
        : new Entry(before.uri(), message, before.published(), updated);
  }

  /**
   * Writes an entry and the documents with it as drafts.
   *
   * @throws IOException if that failed: nothing has changed for anybody
   */
  Edition prepare(Entry entry) throws IOException {
    List<Entry> after = shownWith(entry);
    Draft file =
        Draft.of(
            entriesDirectory.resolve(EntryFile.name(entry.message().id())),
            EntryFile.encode(entry),
            entry.updated());
    Map<Format, Draft> drafts = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      byte[] bytes = format.render(feed, after, entry.updated());
      drafts.put(format, Draft.of(path(format), bytes, entry.updated()));
    }
    return new Edition(entry, after, file, drafts);
  }

  /** No entry is newer than the next one: the rest of the shelf need not be asked. */
  private List<Entry> shownWith(Entry next) {
    String id = next.message().id();
    Stream<Entry> others = shown.stream().filter(entry -> !entry.message().id().equals(id));
    return Stream.concat(Stream.of(next), others).limit(newest).toList();
  }

  /**
   * Puts an edition in place.
   *
   * @throws IOException if that failed: it may be on disk, in whole or in part
   */
  void commit(Edition edition) throws IOException {
    Entry entry = edition.entry();
    latest = entry.updated();
    edition.file().take();
    entries.put(entry.message().id(), entry);
    shown = edition.shown();
    Draft.force(entriesDirectory);
    for (Draft document : edition.documents().values()) {
      document.take();
    }
    Draft.force(directory);
  }

  /**
   * Reads the documents from disk, looks for an entry in them, and from then on shows readers what
   * was read.
   *
   * @return what readers fetch as RSS
   * @throws IOException if they cannot be read, or do not hold the entry; readers keep the old
   */
  Document readBack(String uri) throws IOException {
    Map<Format, Document> read = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      read.put(format, readBack(format, uri));
    }
    documents = read;
    return document(Format.RSS);
  }

  private Document readBack(Format format, String uri) throws IOException {
    byte[] bytes = Files.readAllBytes(path(format));
    try {
      if (!Stax.texts(bytes, format.idElement()).contains(uri)) {
        throw new IOException("%s was read back without %s".formatted(path(format), uri));
      }
    } catch (XMLStreamException broken) {
      throw new IOException(path(format) + " was read back broken", broken);
    }
    return new Document(bytes, latest);
  }

  private void readEntries(Consumer<String> damaged) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(entriesDirectory, "*" + EntryFile.SUFFIX)) {
      for (Path file : files) {
        try {
          keep(readEntry(file));
        } catch (IOException reason) {
          damaged.accept(file + ": " + reason.getMessage());
        }
      }
    }
  }

  private static Entry readEntry(Path file) throws IOException {
    Entry entry = EntryFile.decode(Files.readAllBytes(file));
    String id = entry.message().id();
    if (!file.endsWith(EntryFile.name(id))) {
      throw new IOException("holds the entry of another message, " + id);
    }
    return entry;
  }

  private void keep(Entry entry) {
    entries.put(entry.message().id(), entry);
    latest = later(latest, entry.updated());
  }

  /** A feed that never had an entry has no files: its empty documents live in memory. */
  private void catchUp(Instant now) throws IOException {
    Map<Format, Document> current = new EnumMap<>(Format.class);
    Instant updated = entries.isEmpty() ? micros(now) : latest;
    for (Format format : Format.values()) {
      byte[] bytes = format.render(feed, shown, updated);
      Document onDisk = onDisk(format);
      boolean inMemory = onDisk == null && entries.isEmpty();
      if (onDisk != null && onDisk.holds(bytes)) {
        current.put(format, onDisk);
      } else {
        current.put(format, inMemory ? new Document(bytes, updated) : replace(format, bytes, now));
      }
    }
    documents = current;
  }

  private @Nullable Document onDisk(Format format) throws IOException {
    try {
      Document document =
          new Document(
              Files.readAllBytes(path(format)),
              Files.getLastModifiedTime(path(format)).toInstant());
      latest = later(latest, document.changed());
      return document;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private Document replace(Format format, byte[] bytes, Instant now) throws IOException {
    latest = next(now);
    Draft.of(path(format), bytes, latest).take();
    Draft.force(directory);
    return new Document(bytes, latest);
  }

  /**
   * The time of the next change. It never repeats and never goes back, whatever the clock does: one
   * second more than the last, so that no reader's If-Modified-Since misses the change.
   */
  private Instant next(Instant now) {
    Instant tick = micros(now);
    return tick.isAfter(latest) ? tick : latest.plusSeconds(1);
  }

  private Path path(Format format) {
    return directory.resolve(format.fileName());
  }

  /** Drafts of a run that ended between writing and taking. */
  private static void sweep(Path directory) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, "*" + Draft.SUFFIX)) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** What every file system can keep. */
  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** One entry and the documents that show it, as drafts. */
  record Edition(Entry entry, List<Entry> shown, Draft file, Map<Format, Draft> documents) {}
}
