package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's word that the disk was told to write: strace, the Debian package of this name. */
@Timeout(60)
class StraceTest {

  private static final int CALLS = 40;

  @TempDir private Path folder;

  @Test
  void the_kernel_is_told_to_force_for_every_call_that_is_acknowledged() throws Exception {
    Path trace = folder.resolve("trace");
    straceIsThere(trace);
    Path journal = folder.resolve("a/b/journal");
    assertThat(append(trace, journal)).isZero();
    assertThat(forces(trace, journal.resolve(Segment.name(1)))).isGreaterThanOrEqualTo(CALLS);
  }

  @Test
  void every_folder_that_is_made_has_its_name_forced() throws Exception {
    Path trace = folder.resolve("trace");
    straceIsThere(trace);
    Path journal = folder.resolve("a/b/journal");
    assertThat(append(trace, journal)).isZero();
    for (String above : List.of("", "a", "a/b", "a/b/journal")) {
      assertThat(forces(trace, folder.resolve(above))).as(above).isPositive();
    }
  }

  private static int append(Path trace, Path journal) throws InterruptedException {
    return run(
        "strace",
        "-f",
        "-y",
        "-e",
        "trace=fsync,fdatasync",
        "-o",
        trace.toString(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Appending.class.getName(),
        journal.toString(),
        Integer.toString(CALLS));
  }

  /** How often the kernel was told to force this file or folder, which it names between angles. */
  private static long forces(Path trace, Path forced) throws IOException {
    String name = "<" + forced.toRealPath() + ">";
    return Files.readString(trace)
        .lines()
        .filter(line -> line.contains("sync(") && line.contains(name))
        .count();
  }

  private static void straceIsThere(Path trace) throws Exception {
    if (run("strace", "-o", trace.toString(), "true") == 0) {
      return;
    }
    String absent = "strace is not here or may not trace, its test is skipped: install strace";
    System.out.println(absent);
    if ("true".equals(System.getenv("CI"))) {
      fail(absent);
    }
    abort(absent);
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException notThere) {
      return 127;
    }
  }
}
