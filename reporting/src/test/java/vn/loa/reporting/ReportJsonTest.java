package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.reporting.SmallCity.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.plan.Unit;

class ReportJsonTest {

  private static final String HOSTILE = "\"};\u202e<script>\u0000 \uD800 =1+1\n" + "ấ".repeat(50);

  private final SmallCity city = new SmallCity();
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void close() {
    city.close();
    Locale.setDefault(locale);
  }

  @Test
  void both_kinds_of_report_keep_to_the_schema() throws Exception {
    fill();
    assertValid(city.periodic("q1", "monthly", "2022-05").json());
    assertValid(city.periodic("q1", "quarterly", "2022-Q2").withDifficulties(HOSTILE).json());
    assertValid(city.periodic("q4", "monthly", "2022-07").json());
    assertValid(consolidated().json());
    assertValid(city.consolidated("quarterly", "2022-Q4", "2022-05-01T00:00:00Z").json());
  }

  @Test
  void every_word_of_the_schema_is_explained() throws Exception {
    List<String> silent = new ArrayList<>();
    explain("", new ObjectMapper().readTree(schema()), silent);
    assertThat(silent).isEmpty();
  }

  private static void explain(String path, JsonNode node, List<String> silent) {
    node.path("properties")
        .properties()
        .forEach(
            it -> {
              JsonNode property = it.getValue();
              if (!property.has("description") && !property.has("$ref") && !property.has("anyOf")) {
                if (!path.endsWith("/measures")) {
                  silent.add(path + "/" + it.getKey());
                }
              }
            });
    node.properties().forEach(it -> explain(path + "/" + it.getKey(), it.getValue(), silent));
  }

  @Test
  void a_member_too_many_is_not_valid() throws Exception {
    String json = new String(consolidated().json(), StandardCharsets.UTF_8);
    assertThat(errors(json)).isEmpty();
    assertThat(errors(json.replaceFirst("\"version\"", "\"extra\" : 1, \"version\""))).isNotEmpty();
  }

  @Test
  void figures_are_what_the_report_says() throws Exception {
    fill();
    JsonNode json = new ObjectMapper().readTree(consolidated().json());
    assertThat(json.at("/compliance/onTime").asInt()).isEqualTo(1);
    assertThat(json.at("/compliance/onTimeRate").toString()).isEqualTo("[1,6]");
    assertThat(json.at("/work/0/measures/recipients").asInt()).isEqualTo(70);
    assertThat(json.at("/campaigns/0/audience").asInt()).isEqualTo(9);
    assertThat(json.at("/period/from").asText()).isEqualTo("2022-04-27");
    assertThat(json.at("/due").asText()).isEqualTo("2022-05-14T17:00:00Z");
    assertThat(json.at("/before").isNull()).isTrue();
  }

  @Test
  void hostile_words_come_back_as_they_were_or_marked() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(city.periodic("q1", "monthly", "2022-05").withProposals(HOSTILE).json());
    assertThat(json.get("proposals").asText()).isEqualTo(HOSTILE.replace('\uD800', '\uFFFD'));
  }

  @Test
  void it_is_the_same_wherever_it_is_written() {
    fill();
    byte[] here = consolidated().json();
    for (String tag : List.of("ar-SA-u-nu-arab", "th-TH-u-ca-buddhist", "tr-TR")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(consolidated().json()).isEqualTo(here);
    }
  }

  private ConsolidatedReport consolidated() {
    Tally tally =
        Tally.of(Map.of(DeliveryState.DELIVERED, 7L, DeliveryState.IN_DOUBT, 2L), Map.of());
    return city.consolidated("monthly", "2022-05", "2022-05-16T00:00:00Z")
        .withCampaigns(List.of(Figures.of("mui-4", "sms", tally, Duration.ZERO)), List.of());
  }

  private void fill() {
    city.submit("q1", "monthly", "2022-05", "2022-05-10T00:00:00Z");
    city.done("a", "q1", SmallCity.SMS, "2022-05-11T00:00:00Z", measure(70, Unit.RECIPIENTS));
    city.submit("q3", "monthly", "2022-05", "2022-05-15T03:00:00Z");
  }

  private static void assertValid(byte[] json) throws IOException {
    assertThat(errors(new String(json, StandardCharsets.UTF_8))).isEmpty();
  }

  private static List<String> errors(String json) throws IOException {
    Validator validator = new ValidatorFactory().createValidator();
    URI uri = validator.registerSchema(URI.create("urn:under-test"), schema());
    return validator.validate(uri, json).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }

  private static String schema() throws IOException {
    try (InputStream in = ReportJson.class.getResourceAsStream("report.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
