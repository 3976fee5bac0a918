package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tshark, Debian package tshark, reads in our PDUs and holds against them. */
@Timeout(60)
class TsharkTest {

  private static final Pattern RELATIVE =
      Pattern.compile("0000(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)000R");
  private static final Pattern ABSOLUTE =
      Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)000\\+");

  @TempDir private Path folder;

  @BeforeEach
  void tsharkIsThere() throws Exception {
    if (run("--version").code == 0) {
      return;
    }
    String absent = "tshark is not here, its test is skipped: install tshark";
    System.out.println(absent);
    if ("true".equals(System.getenv("CI"))) {
      fail(absent);
    }
    abort(absent);
  }

  @Test
  void tshark_reads_what_was_meant() throws Exception {
    List<SubmitSamples.Sample> samples = SubmitSamples.all();
    List<TsharkRow> rows = decoded(samples);
    assertThat(rows).hasSameSizeAs(samples);
    for (int i = 0; i < rows.size(); i++) {
      SubmitSamples.Sample sample = samples.get(i);
      TsharkRow row = rows.get(i);
      assertThat(row.read()).as(sample.toString()).isEqualTo(told(sample.expected()));
      assertThat(row.number("command_length")).isEqualTo(sample.octets().length);
      assertThat(row.number("sm_length")).isEqualTo(row.text("message").length() / 2);
      assertThat(row.joining()).as(sample.toString()).isEqualTo(joining(sample));
    }
  }

  @Test
  void tshark_has_nothing_to_complain_of() throws Exception {
    Path file = capture(SubmitSamples.all().stream().map(SubmitSamples.Sample::octets).toList());
    assertThat(complaints(file)).isEmpty();
  }

  @Test
  void tshark_complains_of_an_octet_too_few() throws Exception {
    byte[] octets = SubmitSamples.all().get(0).octets();
    octets[3]--;
    assertThat(complaints(capture(List.of(octets)))).isNotEmpty();
  }

  private String complaints(Path file) throws Exception {
    Said said = run("-r", file.toString(), "-Y", "_ws.malformed || _ws.expert", "-V");
    assertThat(said.code).isZero();
    return said.text;
  }

  private List<TsharkRow> decoded(List<SubmitSamples.Sample> samples) throws Exception {
    Path file = capture(samples.stream().map(SubmitSamples.Sample::octets).toList());
    List<String> arguments = new ArrayList<>(List.of("-r", file.toString(), "-T", "fields"));
    arguments.addAll(List.of("-E", "separator=|", "-E", "aggregator=,"));
    TsharkRow.FIELDS.forEach(field -> arguments.addAll(List.of("-e", field)));
    Said said = run(arguments.toArray(String[]::new));
    assertThat(said.code).as(said.text).isZero();
    return said.text.lines().map(TsharkRow::of).toList();
  }

  private Path capture(List<byte[]> pdus) throws IOException {
    Path file = folder.resolve("submits.pcap");
    Pcap.write(file, pdus);
    return file;
  }

  private static ReadSubmit told(ReadSubmit it) {
    return new ReadSubmit(
        it.sequence(),
        it.serviceType(),
        it.source(),
        it.sourceAddress(),
        it.destination(),
        it.destinationAddress(),
        it.esmClass(),
        it.protocolId(),
        it.priority(),
        told(it.schedule()),
        told(it.validity()),
        it.registeredDelivery(),
        it.replace(),
        it.dataCoding(),
        it.defaultMessage(),
        it.shortMessage(),
        it.tlvs());
  }

  private static String told(String time) {
    Matcher relative = RELATIVE.matcher(time);
    if (relative.matches()) {
      int hours = 24 * Integer.parseInt(relative.group(1)) + Integer.parseInt(relative.group(2));
      int minutes = 60 * hours + Integer.parseInt(relative.group(3));
      return Integer.toString(60 * minutes + Integer.parseInt(relative.group(4)));
    }
    return ABSOLUTE.matcher(time).replaceFirst("20$1-$2-$3T$4:$5:$6");
  }

  private static String joining(SubmitSamples.Sample sample) {
    Matcher name = Pattern.compile(".*part (\\d+) of (\\d+)").matcher(sample.toString());
    assertThat(name.matches()).isTrue();
    boolean joins = sample.expected().esmClass() != 0 && !name.group(2).equals("1");
    return joins ? sample.reference() + " " + name.group(2) + " " + name.group(1) : "  ";
  }

  private record Said(int code, String text) {}

  private static Said run(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-d", "tcp.port==2775,smpp"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TZ", "UTC");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException noTshark) {
      return new Said(127, String.valueOf(noTshark.getMessage()));
    }
  }
}
