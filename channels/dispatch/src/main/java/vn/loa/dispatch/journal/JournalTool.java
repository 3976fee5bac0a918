package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.StoreException;

/**
 * Looks at a journal that nobody has open, and changes nothing in it. Stateless.
 *
 * <p>Every method fails with a {@link StoreException} of kind UNUSABLE when the journal is open, is
 * not there, or cannot be read.
 */
public final class JournalTool {

  static final Duration FOR_EVER = Duration.ofDays(36_500);

  private static final String USAGE =
      """
      verify <folder>             reads all of a journal, and says whether it is whole
      export <folder>             writes campaigns and deliveries, one JSON object a line
      salvage <folder> <folder>   makes a journal of what is whole in a damaged one
      """;

  private JournalTool() {}

  /**
   * What a salvage saved and lost.
   *
   * @param frames frames that were whole, and are kept
   * @param octetsSkipped octets that were no frames
   * @param entriesLeftOut entries whose campaign or chunk is lost, or that cannot be read
   * @param campaigns keys of those to which more may have happened than is known
   * @param inDoubt deliveries of these that waited, and are in doubt now, for they may have been
   *     sent; deliveries that were attempted are in doubt as after every crash
   */
  public record Salvaged(
      long frames, long octetsSkipped, long entriesLeftOut, Set<String> campaigns, long inDoubt) {

    public Salvaged {
      campaigns = Set.copyOf(campaigns);
    }
  }

  /** Reads all of it, and fails where it is not whole. */
  public static void verify(Path folder) {
    read(folder);
  }

  /**
   * Writes campaigns, deliveries and the number of receipts that wait, one JSON object a line, with
   * phone numbers in full.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void export(Path folder, Appendable out) {
    read(folder).scan(Query.all(EnumSet.allOf(DeliveryState.class)), new Export(out));
  }

  /**
   * Makes a journal of all that is whole in a damaged one.
   *
   * @param to a folder that is empty, or not there
   */
  public static Salvaged salvage(Path from, Path to) {
    Disk damaged = RealDisk.existing(from);
    Disk fresh = RealDisk.in(to);
    try {
      Closeable lock = lock(damaged);
      try (lock) {
        Closeable own = lockEmpty(fresh);
        try (own) {
          return Salvage.salvage(damaged, fresh);
        }
      }
    } catch (IOException failed) {
      throw unusable("the journal in " + from + " could not be salvaged (" + failed + ")", failed);
    }
  }

  private static StoreState read(Path folder) {
    Disk disk = RealDisk.existing(folder);
    try {
      Closeable lock = lock(disk);
      try (lock) {
        return read(disk);
      }
    } catch (IOException failed) {
      throw unusable("the journal in " + folder + " could not be read (" + failed + ")", failed);
    }
  }

  private static StoreState read(Disk disk) throws IOException {
    StoreState state = new StoreState(new EntryWriter(), FOR_EVER);
    Recovery.read(disk, Frame.CRC_32C, state);
    state.recovered();
    return state;
  }

  /** Where the folder cannot be written to, nobody has the journal open. */
  private static Closeable lock(Disk disk) throws IOException {
    if (Recovery.names(disk).isEmpty()) {
      throw unusable("there is no journal in " + disk.path() + ": check the path", null);
    }
    try {
      return disk.lock();
    } catch (FileSystemException readOnly) {
      return () -> {};
    }
  }

  private static Closeable lockEmpty(Disk disk) throws IOException {
    if (!RealDisk.LOCK_ONLY.containsAll(disk.list())) {
      throw unusable(disk.path() + " is not empty: name a folder that is", null);
    }
    return disk.lock();
  }

  private static StoreException unusable(String message, @Nullable Throwable cause) {
    return new StoreException(StoreException.Kind.UNUSABLE, message, cause);
  }

  /**
   * {@code verify <folder>}, {@code export <folder>} or {@code salvage <from> <to>}. Ends the
   * process with 1 when it fails, and with 2 when it was asked for something else.
   */
  public static void main(String... arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    String order = arguments.length + (arguments.length == 0 ? "" : arguments[0]);
    try {
      switch (order) {
        case "2verify" -> {
          verify(Path.of(arguments[1]));
          out.println(arguments[1] + " is whole");
        }
        case "2export" -> export(arguments[1], out);
        case "3salvage" -> out.println(salvage(Path.of(arguments[1]), Path.of(arguments[2])));
        default -> {
          err.print(USAGE);
          return 2;
        }
      }
      return 0;
    } catch (StoreException | UncheckedIOException failed) {
      err.println(failed.getMessage());
      return 1;
    }
  }

  private static void export(String folder, PrintStream out) {
    try {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      export(Path.of(folder), writer);
      writer.flush();
      if (out.checkError()) {
        throw new IOException("the export could not be written to its end: see to its room");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
