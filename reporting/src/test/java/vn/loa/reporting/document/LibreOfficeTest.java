package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A word processor that somebody else wrote turns the DOCX into a PDF, which stays in {@code
 * target/libreoffice} to be looked at. Asked for with {@code -Dloa.libreoffice=true}.
 */
@EnabledIfSystemProperty(named = "loa.libreoffice", matches = "true")
class LibreOfficeTest {

  @TempDir private Path profile;

  @Test
  void a_word_processor_opens_the_document_without_a_word() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "libreoffice"));
    Path docx = folder.resolve("document.docx");
    Files.write(docx, Samples.document().bytes(Format.DOCX));
    String said =
        run(
            "soffice",
            "-env:UserInstallation=" + profile.toUri(),
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder.toString(),
            docx.toString());
    assertThat(said.replaceAll("Warning: failed to launch javaldx[^\n]*\n", ""))
        .startsWith("convert ")
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error");
    assertThat(folder.resolve("document.pdf")).isNotEmptyFile();
    assertThat(run("pdftotext", folder.resolve("document.pdf").toString(), "-"))
        .contains("Số: 15/BC-STTTT", "Quận 1", "Nơi nhận:");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
