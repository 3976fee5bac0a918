package vn.loa.channel.rss;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.time.ZoneOffset.UTC;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one reading keeps: its documents and the facts, in a directory that gets its name when all
 * of it is on disk. Until then it is a hidden one, which a cut leaves behind and which may be
 * deleted. No failure of the disk ends the reading; it ends the keeping.
 *
 * <p>Not safe for use by several threads.
 */
final class Evidence {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT).withZone(UTC);

  private static final int DIGITS_OF_ID = 8;
  private static final int MOST_AT_ONE_INSTANT = 1000;

  private final @Nullable Path parent;
  private final String name;
  private @Nullable Path draft;
  private @Nullable FileChannel open;
  private OutputStream out = OutputStream.nullOutputStream();
  private int documents;
  private @Nullable IOException failure;

  /**
   * @param parent null to keep nothing
   */
  Evidence(@Nullable Path parent, Instant at, String id) {
    this.parent = parent;
    String digest = HexFormat.of().formatHex(TextDigest.of(id), 0, DIGITS_OF_ID);
    this.name = NAME.format(at) + "-" + digest;
  }

  /** Starts a document; what is written there throws nothing. */
  OutputStream document() {
    documents++;
    attempt(
        () -> {
          if (parent != null) {
            open = FileChannel.open(draft(parent).resolve(file()), CREATE_NEW, WRITE);
            out = new BufferedOutputStream(Channels.newOutputStream(open));
          }
        });
    return new Copy();
  }

  /** Where the last document is, in the directory. */
  String file() {
    return documents + ".document";
  }

  /** Ends the document; one that is not whole is not kept. */
  void end(boolean isWhole) {
    attempt(
        () -> {
          if (open != null && isWhole) {
            out.flush();
            open.force(true);
          }
        });
    close();
    if (draft != null && !isWhole) {
      Path cut = draft.resolve(file());
      attempt(() -> Files.deleteIfExists(cut));
    }
  }

  /**
   * Puts the facts beside the documents, and gives the directory its name.
   *
   * @return empty when nothing is to be kept, or could be
   */
  Optional<Path> keep(byte[] facts) {
    Path[] kept = new Path[1];
    attempt(
        () -> {
          if (parent != null) {
            Path from = draft(parent);
            write(from.resolve("facts.json"), facts);
            force(from);
            kept[0] = named(from, parent);
            force(parent);
          }
        });
    if (failure != null && draft != null) {
      sweep(draft);
    }
    return Optional.ofNullable(kept[0]);
  }

  /** Why nothing could be kept, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  private Path draft(Path in) throws IOException {
    if (draft == null) {
      Files.createDirectories(in);
      draft = Files.createDirectory(in.resolve("." + UUID.randomUUID()));
    }
    return draft;
  }

  /** Two readings of one instant get a number. */
  private Path named(Path from, Path in) throws IOException {
    for (int i = 1; ; i++) {
      Path to = in.resolve(i == 1 ? name : name + "-" + i);
      try {
        return Files.move(from, to, ATOMIC_MOVE);
      } catch (FileSystemException taken) {
        if (Files.notExists(to) || i == MOST_AT_ONE_INSTANT) {
          throw taken;
        }
      }
    }
  }

  private static void write(Path path, byte[] octets) throws IOException {
    try (FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(octets);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
  }

  private static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(directory)) {
        names.force(true);
      }
    }
  }

  private static void sweep(Path draft) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(draft)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(draft);
    } catch (IOException | DirectoryIteratorException stays) {
      // It is hidden, and says nothing.
    }
  }

  private void close() {
    FileChannel file = open;
    open = null;
    out = OutputStream.nullOutputStream();
    if (file != null) {
      attempt(file::close);
    }
  }

  private void attempt(Step step) {
    if (failure != null) {
      return;
    }
    try {
      step.run();
    } catch (IOException lost) {
      failure = lost;
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final class Copy extends OutputStream {

    @Override
    public void write(int octet) {
      attempt(() -> out.write(octet));
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      attempt(() -> out.write(octets, from, length));
    }
  }
}
