package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;

/** The page for makers of devices, and the schema beside it, say what is so. */
class ProtocolPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```json (\\w*)\n(.*?)\n```", Pattern.DOTALL);

  /** What an A4 sheet holds, with tables and examples. */
  private static final int LINES = 85;

  private static final int WORDS = 850;

  private String page;
  private String schema;

  /** One of the page or of the schema, and the definition that it is of. */
  private record Example(String definition, String json) {

    byte[] octets() {
      return json.getBytes(UTF_8);
    }
  }

  @BeforeEach
  void read() throws Exception {
    page = Files.readString(Path.of("PROTOCOL.md"));
    schema =
        Files.readString(Path.of("src/main/resources/vn/loa/channel/mqtt/speaker-v1.schema.json"));
  }

  @Test
  void it_is_one_page() {
    assertThat(page.lines().count()).isLessThanOrEqualTo(LINES);
    assertThat(page.replaceAll("[|→-]", " ").strip().split("\\s+")).hasSizeLessThanOrEqualTo(WORDS);
  }

  @Test
  void every_example_is_valid_and_holds_nothing_that_the_schema_does_not_name() throws Exception {
    Protocol protocol = new Protocol();
    for (Example example : examples()) {
      assertThat(protocol.strictErrors(example.definition(), example.octets()))
          .as(example.json())
          .isEmpty();
    }
    assertThat(onPage())
        .extracting(Example::definition)
        .containsExactly("report", "command")
        .hasSize(page.split("```json", -1).length - 1);
    assertThat(inSchema())
        .extracting(Example::definition)
        .contains("command", "report", "presence", "telemetry", "hub");
  }

  @Test
  void every_example_of_what_is_read_is_read() throws Exception {
    SpeakerLayout layout = SpeakerLayout.standard("tt/v1");
    for (Example example : examples()) {
      String topic =
          switch (example.definition()) {
            case "report" -> "tt/v1/d/spk-1/ack";
            case "presence" -> "tt/v1/d/spk-1/state";
            case "telemetry" -> "tt/v1/d/spk-1/tele";
            case "hub" -> "tt/v1/hub/state";
            default -> example.json().contains("a/hcmc") ? "tt/v1/a/hcmc/cmd" : "";
          };
      if (!topic.isEmpty()) {
        assertThat(layout.read(topic, example.octets(), true)).isPresent();
      }
    }
  }

  @Test
  void the_signed_command_is_what_we_write_octet_for_octet() throws Exception {
    SpeakerLayout layout =
        SpeakerLayout.signed("tt/v1", CommandKey.of("k1", TestKeys.secret(TestKeys.SECRET)));
    Message message =
        Message.builder("flood-3", "Nước lên")
            .text("vi", "Rời bờ sông ngay.")
            .urgency(Urgency.EMERGENCY)
            .validUntil(Messages.NOON.plusSeconds(3600))
            .build();
    SpeakerCommand command =
        SpeakerCommand.announce(message, Playback.builder().volume(70).build(), Messages.NOON, 0);
    assertThat(page).contains(TestKeys.SECRET, TestKeys.PUBLIC);
    assertThat(signed())
        .isEqualTo(new String(layout.write(command, Target.device("spk-1")), UTF_8));
  }

  @Test
  void the_signature_on_the_page_is_found_and_verified_as_the_page_says() throws Exception {
    Matcher key = Pattern.compile("public key\\s+`([0-9a-f]{64})`").matcher(page);
    Matcher value = Pattern.compile("\"value\":\"(.*?)\"}}$").matcher(signed());
    assertThat(key.find() && value.find()).isTrue();
    byte[] octets = signed().substring(0, signed().lastIndexOf(",\"sig\":")).getBytes(UTF_8);
    byte[] signature = Base64.getUrlDecoder().decode(value.group(1));
    assertThat(TestKeys.isSigned(key.group(1), octets, signature)).isTrue();
    octets[octets.length / 2] ^= 1;
    assertThat(TestKeys.isSigned(key.group(1), octets, signature)).isFalse();
  }

  @Test
  void the_page_names_every_word_of_the_schema() {
    Matcher words = Pattern.compile("\"enum\": \\[([^\\]]*)]").matcher(schema);
    while (words.find()) {
      for (String word : words.group(1).replaceAll("[\"\\s]", "").split(",", -1)) {
        assertThat(page).containsPattern("\\b" + word + "\\b");
      }
    }
  }

  private String signed() {
    return onPage().stream()
        .filter(example -> example.definition().equals("command"))
        .map(example -> example.json().replace("\n", ""))
        .findFirst()
        .orElseThrow();
  }

  private List<Example> examples() throws IOException {
    return Stream.concat(onPage().stream(), inSchema().stream()).toList();
  }

  private List<Example> onPage() {
    return EXAMPLE
        .matcher(page)
        .results()
        .map(found -> new Example(found.group(1), found.group(2)))
        .toList();
  }

  private List<Example> inSchema() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (var it : new ObjectMapper().readTree(schema).path("$defs").properties()) {
      for (JsonNode json : it.getValue().path("examples")) {
        examples.add(new Example(it.getKey(), json.toString()));
      }
    }
    return examples;
  }
}
