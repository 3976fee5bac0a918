package vn.loa.reporting.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The parts of an Office Open XML package: a ZIP whose entries bear no time of their own. */
final class Parts implements AutoCloseable {

  /** With the first day that a ZIP can hold the JDK adds the instant in the machine's zone. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ZipOutputStream zip;

  /**
   * @param out stays open when this is closed
   * @param level of compression, 0 to 9
   */
  Parts(OutputStream out, int level) {
    zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.setLevel(level);
  }

  /** Begins a part; it ends where the next one begins. */
  OutputStream begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    return zip;
  }

  void add(String name, String xml) throws IOException {
    begin(name).write(xml.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
