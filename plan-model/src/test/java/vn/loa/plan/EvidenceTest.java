package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

  @TempDir Path folder;

  /** The digest is the standard's own example: FIPS 180-2, appendix B.1. */
  @Test
  void evidence_tells_whether_a_file_is_still_the_same() throws IOException {
    Path file = folder.resolve("abc.txt");
    Files.writeString(file, "abc");

    Evidence evidence = Evidence.of(file, "text/plain");

    assertThat(evidence)
        .isEqualTo(
            new Evidence(
                "abc.txt",
                "text/plain",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assertThat(evidence.matches(file)).isTrue();
    Files.writeString(file, "abd");
    assertThat(evidence.matches(file)).isFalse();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Evidence.of(folder.resolve("gone.pdf"), "application/pdf"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone.pdf cannot be read");
  }

  @Test
  void a_name_that_the_disk_has_taken_apart_is_put_together() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("any.zip").toUri());
    try (FileSystem names = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = names.getPath(Normalizer.normalize("báo cáo.txt", Normalizer.Form.NFD));
      Files.writeString(file, "abc");

      assertThat(Evidence.of(file, "text/plain").name()).isEqualTo("báo cáo.txt");
    }
  }
}
