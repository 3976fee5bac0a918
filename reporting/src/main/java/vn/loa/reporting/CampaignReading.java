package vn.loa.reporting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Receipt;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;

/**
 * Reads the deliveries of a campaign one by one, counts them, and keeps what became of each as a
 * file: the evidence behind the figures. However many there are, it holds none of them.
 *
 * <pre>
 *   CampaignReading reading = CampaignReading.open(folder, key, "sms", theme, form);
 *   try (reading) {
 *     campaign.deliveries(reading);
 *   }
 *   activities.record(reading.figures(), agency, now, reading.evidence());
 * </pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class CampaignReading implements Consumer<Delivery>, AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final String campaign;
  private final String channel;
  private final Clause theme;
  private final Clause form;
  private final Path lines;
  private final Path tally;
  private final CsvWriter out;
  private final DeliveryCount count = new DeliveryCount();
  private boolean closed;

  private CampaignReading(
      String campaign, String channel, Clause theme, Clause form, Path lines, Path tally)
      throws IOException {
    this.campaign = campaign;
    this.channel = channel;
    this.theme = theme;
    this.form = form;
    this.lines = lines;
    this.tally = tally;
    this.out =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(lines, StandardCharsets.UTF_8);
  }

  /**
   * Begins both files anew: {@code <campaign>.<channel>.csv}, a line for each delivery, and the
   * same with {@code .json}, the tally with the digest of the lines.
   *
   * @param folder which is there
   * @param campaign its key
   * @throws IOException when a file cannot be begun
   */
  public static CampaignReading open(
      Path folder, String campaign, String channel, Clause theme, Clause form) throws IOException {
    String name = Ids.of(campaign, channel);
    CampaignReading reading =
        new CampaignReading(
            campaign,
            channel,
            theme,
            form,
            folder.resolve(name + ".csv"),
            folder.resolve(name + ".json"));
    reading.out.writeRecord("recipient", "state", "receipt", "at", "reason");
    return reading;
  }

  /**
   * @throws UncheckedIOException when the file takes no more
   */
  @Override
  public void accept(Delivery delivery) {
    count.add(delivery);
    Receipt receipt = delivery.receipt();
    out.writeRecord(
        guarded(delivery.recipient().toString()),
        delivery.state().name(),
        receipt == null ? "" : receipt.kind().name(),
        receipt == null ? "" : receipt.at().toString(),
        delivery.reason() == null ? "" : guarded(delivery.reason().code()));
  }

  /** What the network calls its reasons is words, also where a spreadsheet sees a formula. */
  private static String guarded(String words) {
    return !words.isEmpty() && "=+-@\t\r\n".indexOf(words.charAt(0)) >= 0 ? "'" + words : words;
  }

  /** What was read so far. */
  public CampaignFigures figures() {
    return count.figures(campaign, channel, theme, form);
  }

  /**
   * The digests of both files.
   *
   * @throws IllegalStateException before it is closed: they are not whole yet
   * @throws UncheckedIOException when a file cannot be read any more
   */
  public List<Evidence> evidence() {
    if (!closed) {
      throw new IllegalStateException(
          lines + " is not whole yet; close the reading of " + campaign + " first");
    }
    return List.of(Evidence.of(lines, "text/csv"), Evidence.of(tally, "application/json"));
  }

  /**
   * Ends both files. Closing twice is harmless.
   *
   * @throws IOException when they are not whole on the disk
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    out.close();
    writeTally(Evidence.of(lines, "text/csv"));
    closed = true;
  }

  private void writeTally(Evidence digest) throws IOException {
    CampaignFigures figures = figures();
    try (JsonGenerator json = JSON.createGenerator(Files.newOutputStream(tally))) {
      json.enable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("campaign", campaign);
      json.writeStringField("channel", channel);
      json.writeStringField("theme", theme.toString());
      json.writeStringField("form", form.toString());
      json.writeNumberField("audience", figures.tally().audience());
      for (DeliveryState state : DeliveryState.values()) {
        json.writeNumberField(state.name(), figures.tally().count(state));
      }
      json.writeNumberField("playedMillis", figures.played().toMillis());
      json.writeNumberField("published", figures.published());
      json.writeStringField("deliveries", digest.name());
      json.writeStringField("sha256", digest.sha256());
      json.writeEndObject();
    }
  }
}
