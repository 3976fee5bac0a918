package vn.loa.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, gone when it is closed. It is on the disk that {@code java.io.tmpdir} is. */
public record Folder(Path path) implements AutoCloseable {

  public static Folder make() throws IOException {
    return new Folder(Files.createTempDirectory("loa-bench"));
  }

  public long octets() throws IOException {
    long sum = 0;
    for (Path file : all()) {
      sum += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return sum;
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : all()) {
      Files.delete(file);
    }
  }
}
