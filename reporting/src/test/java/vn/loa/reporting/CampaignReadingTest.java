package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.plan.Evidence;

class CampaignReadingTest {

  private static final Instant AT = Instant.parse("2022-05-14T01:00:00Z");

  @TempDir private Path folder;

  @Test
  void figures_come_from_deliveries_and_their_proof() {
    CampaignFigures figures =
        CampaignFigures.of("mui-4", "speakers", SmallCity.THEME, SmallCity.SPEAKERS, deliveries());
    assertThat(figures.tally().audience()).isEqualTo(6);
    assertThat(figures.tally().sent()).isEqualTo(4);
    assertThat(figures.tally().delivered()).isEqualTo(3);
    assertThat(figures.tally().inDoubt()).isEqualTo(1);
    assertThat(figures.played()).isEqualTo(Duration.ofSeconds(200));
    assertThat(figures.published()).isEqualTo(1);
    assertThat(figures.areas()).containsOnlyKeys("q1", "q3");
    assertThat(figures.areas())
        .hasEntrySatisfying("q1", tally -> assertThat(tally.delivered()).isEqualTo(1));
    assertThat(figures.withPartsEach(2).parts()).isEqualTo(8);
  }

  @Test
  void what_became_of_each_is_a_file_and_the_tally_names_its_digest() throws Exception {
    CampaignReading reading = read(deliveries());
    List<Evidence> evidence = reading.evidence();
    assertThat(evidence)
        .extracting(Evidence::name)
        .containsExactly("mui-4.speakers.csv", "mui-4.speakers.json");
    assertThat(evidence.get(0).matches(folder.resolve("mui-4.speakers.csv"))).isTrue();
    JsonNode tally = new ObjectMapper().readTree(folder.resolve("mui-4.speakers.json").toFile());
    assertThat(tally.get("audience").asInt()).isEqualTo(6);
    assertThat(tally.get("IN_DOUBT").asInt()).isEqualTo(1);
    assertThat(tally.get("sha256").asText()).isEqualTo(evidence.get(0).sha256());
    assertThat(reading.figures())
        .isEqualTo(
            CampaignFigures.of(
                "mui-4", "speakers", SmallCity.THEME, SmallCity.SPEAKERS, deliveries()));
  }

  @Test
  void lines_are_read_back_and_no_number_is_whole_and_no_reason_a_formula() throws Exception {
    Reason formula = new Reason("=HYPERLINK(\"http://x\")", "from a gateway");
    read(
        List.of(
            new Delivery(new Address.Phone(84903123456L), DeliveryState.REFUSED, formula, null)));
    try (CSVParser parser =
        CSVParser.parse(
            folder.resolve("mui-4.speakers.csv"),
            StandardCharsets.UTF_8,
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      CSVRecord line = parser.getRecords().get(0);
      assertThat(line.get("recipient")).endsWith("456").doesNotContain("84903");
      assertThat(line.get("reason")).isEqualTo("'=HYPERLINK(\"http://x\")");
      assertThat(line.get("at")).isEmpty();
    }
  }

  @Test
  void there_is_no_evidence_before_the_files_are_whole() throws Exception {
    try (CampaignReading open = open()) {
      assertThatThrownBy(open::evidence)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close the reading of mui-4");
    }
  }

  @Test
  void equal_deliveries_are_equal_files() throws Exception {
    assertThat(read(deliveries()).evidence()).isEqualTo(read(deliveries()).evidence());
  }

  private CampaignReading open() throws Exception {
    return CampaignReading.open(folder, "mui-4", "speakers", SmallCity.THEME, SmallCity.SPEAKERS);
  }

  private CampaignReading read(List<Delivery> deliveries) throws Exception {
    CampaignReading reading = open();
    try (reading) {
      deliveries.forEach(reading);
    }
    reading.close();
    return reading;
  }

  private static List<Delivery> deliveries() {
    List<Delivery> deliveries = new ArrayList<>();
    deliveries.add(played("a", "q1", 120));
    deliveries.add(played("b", "q3", 80));
    deliveries.add(delivery("c", "q1", DeliveryState.SENT, null));
    deliveries.add(delivery("d", "q3", DeliveryState.REFUSED, null));
    deliveries.add(delivery("e", "q3", DeliveryState.IN_DOUBT, null));
    deliveries.add(
        new Delivery(
            new Address.Feed("tin"),
            DeliveryState.DELIVERED,
            null,
            new Receipt.Published("tin/1", AT, "ab".repeat(32))));
    return deliveries;
  }

  private static Delivery played(String id, String area, int seconds) {
    Receipt receipt = new Receipt.Played("m@" + id, AT, Duration.ofSeconds(seconds), 70);
    return delivery(id, area, DeliveryState.DELIVERED, receipt);
  }

  private static Delivery delivery(
      String id, String area, DeliveryState state, @Nullable Receipt receipt) {
    Reason reason = state == DeliveryState.REFUSED ? new Reason("MUTED", "volume 0") : null;
    return new Delivery(new Address.Device(id, area), state, reason, receipt);
  }
}
