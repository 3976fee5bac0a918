package vn.loa.channel.rss;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every document as a file, plain and compressed, as a web server serves them. Each takes its place
 * in one step; of what changed together, a reader may see the one before the other. Written by one
 * thread.
 */
final class FeedFolder {

  private static final String GZIP = ".gz";

  private final Path root;
  private final FeedStore store;
  private final Set<Path> written = new LinkedHashSet<>();

  FeedFolder(Path root, FeedStore store) {
    this.root = root;
    this.store = store;
  }

  /** Writes all that is not there, or otherwise. */
  void bringUpToDate(Instant now) throws IOException {
    Files.createDirectories(root);
    for (Shelf shelf : store.all()) {
      sweep(root.resolve(shelf.feed().name()));
      shelf.takeChanged();
      update(shelf, now);
      for (int page = 1; page <= shelf.archives(); page++) {
        archive(shelf, page, now);
      }
    }
    store.takeTouchedTexts();
    Set<String> texts = store.texts();
    texts(texts, now);
    sweepTexts(texts);
    force();
  }

  /** Writes what changed. */
  void update(Iterable<Shelf> shelves, Instant now) throws IOException {
    for (Shelf shelf : shelves) {
      update(shelf, now);
      for (int page : shelf.takeChanged()) {
        archive(shelf, page, now);
      }
    }
    texts(store.takeTouchedTexts(), now);
    force();
  }

  /** What a web server would send of it. */
  byte[] read(String path) throws IOException {
    return Files.readAllBytes(root.resolve(path));
  }

  private void update(Shelf shelf, Instant now) throws IOException {
    write(shelf, shelf.current(), Feed.CURRENT, now);
  }

  private void archive(Shelf shelf, int page, Instant now) throws IOException {
    Edition edition = shelf.archive(page);
    if (edition != null) {
      write(shelf, edition, page, now);
    }
  }

  private void write(Shelf shelf, Edition edition, int page, Instant now) throws IOException {
    for (Format format : Format.values()) {
      write(shelf.feed().path(format, page), edition.document(format), now);
    }
  }

  private void texts(Set<String> paths, Instant now) throws IOException {
    for (String path : paths) {
      Document document = store.text(path);
      if (document != null) {
        write(path, document, now);
      } else {
        delete(path);
      }
    }
  }

  private void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
    Files.deleteIfExists(root.resolve(path + GZIP));
  }

  /** What was withdrawn while nobody could delete it. */
  private void sweepTexts(Set<String> there) throws IOException {
    Path press = root.resolve(Items.PRESS);
    if (!Files.isDirectory(press)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(press)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String path = root.relativize(file).toString().replace(File.separatorChar, '/');
      if (!there.contains(path) && !there.contains(path.replaceFirst("\\.gz$", ""))) {
        Files.delete(file);
      }
    }
  }

  private void write(String path, Document document, Instant now) throws IOException {
    Path file = root.resolve(path);
    if (Arrays.equals(onDisk(file), document.bytes())) {
      return;
    }
    Files.createDirectories(file.getParent());
    Draft plain = Draft.of(file, document.bytes(), now);
    if (document.isCompressible()) {
      Draft.of(root.resolve(path + GZIP), document.gzip(), now).take();
    } else {
      Files.deleteIfExists(root.resolve(path + GZIP));
    }
    plain.take();
    written.add(file.getParent());
  }

  private static byte @Nullable [] onDisk(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private void force() throws IOException {
    for (Path directory : written) {
      Draft.force(directory);
    }
    written.clear();
  }

  /** Drafts of a run that ended between writing and taking. */
  private static void sweep(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, "*" + Draft.SUFFIX)) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }
}
