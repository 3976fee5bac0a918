package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Purpose;
import vn.loa.sms.SmsText.Encoding;

class TariffFileTest {

  private static final String HEADER = "operator,purpose,encoding,units_up_to,price\n";

  @TempDir Path folder;

  @Test
  void a_file_is_a_tariff() throws IOException {
    Tariff tariff =
        Tariff.read(
            file(
                HEADER
                    + "VIETTEL,CUSTOMER_CARE,GSM7,160,300\n"
                    + "\n"
                    + "viettel , customer_care, gsm7 ,306, 600.5\n"
                    + "*,CUSTOMER_CARE,UCS2,70,\"400\"\n"));
    assertThat(tariff.quote(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 161))
        .isEqualTo(new Quote.Billed(2, new BigDecimal("600.5")));
    assertThat(tariff.quote(Operator.GMOBILE, Purpose.CUSTOMER_CARE, Encoding.UCS2, 70))
        .isEqualTo(new Quote.Billed(1, new BigDecimal(400)));
    assertThat(tariff.currency().getCurrencyCode()).isEqualTo("VND");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", ","})
  void separators_of_any_spreadsheet_and_a_byte_order_mark_are_read(String separator)
      throws IOException {
    String text = ("\uFEFF" + HEADER + "*,ADVERTISING,GSM7,122,350\r\n").replace(",", separator);
    Currency dollar = Currency.getInstance("USD");
    Tariff tariff = Tariff.read(file(text), dollar);
    assertThat(tariff.currency()).isEqualTo(dollar);
    assertThat(tariff.quote(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, 122))
        .isInstanceOf(Quote.Billed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "VIETEL,ADVERTISING,GSM7,122,1|operator cannot be \"VIETEL\"; write one of [VIETTEL,",
        "*,SPAM,GSM7,122,1|purpose cannot be \"SPAM\"; write one of [PUBLIC_NOTICE,",
        "*,ADVERTISING,UTF8,122,1|encoding cannot be \"UTF8\"; write one of [GSM7, UCS2]",
        "*,ADVERTISING,GSM7,12x,1|units_up_to cannot be \"12x\"; write digits only, such as 160",
        "*,ADVERTISING,GSM7,,1|units_up_to cannot be \"\"",
        "*,ADVERTISING,GSM7,1234567,1|units_up_to cannot be \"1234567\"",
        "*,ADVERTISING,GSM7,122,1.200|price cannot be \"1.200\"; write digits, and decimals after",
        "*,ADVERTISING,GSM7,122,\"1,200\"|price cannot be \"1,200\"",
        "*,ADVERTISING,GSM7,122,-1|price cannot be \"-1\"",
        "*,ADVERTISING,GSM7,122,1e3|price cannot be \"1e3\"",
        "*,ADVERTISING,GSM7,122,12345678901|price cannot be \"12345678901\"",
        "*,ADVERTISING,GSM7,122|4 columns where the header has 5; write operator,purpose,",
        "*,ADVERTISING,GSM7,122,1,2|6 columns where the header has 5",
        "*,ADVERTISING,GSM7,122,\"1|a quote is not closed, or closed too early; write operator,",
        "*,ADVERTISING,GSM7,0,1|0 units cannot be one message; give 1 to 39015",
        "*,ADVERTISING,UCS2,70,1|has the same units as "
      })
  void a_bad_row_is_named_with_file_line_reason_and_mend(String row, String problem)
      throws IOException {
    Path file = file(HEADER + "*,ADVERTISING,UCS2,70,1\n\n" + row + "\n");
    TariffException refused = refused(file);
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused).hasMessageStartingWith(file + " line 4: " + problem);
  }

  @Test
  void a_long_field_is_cut_where_it_is_repeated() throws IOException {
    String row = "*,ADVERTISING,GSM7,%s,1\n";
    assertThat(refused(file(HEADER + row.formatted("9".repeat(40)))).problems().get(0).reason())
        .endsWith("\"" + "9".repeat(40) + "\"");
    assertThat(refused(file(HEADER + row.formatted("9".repeat(41)))).problems().get(0).reason())
        .endsWith("\"" + "9".repeat(40) + "…\"");
  }

  @Test
  void all_problems_of_all_rows_are_named_at_once() throws IOException {
    Path file =
        file(
            HEADER
                + "A,B,C,D,E\n"
                + "*,ADVERTISING,GSM7,\"122,1\n"
                + "*,ADVERTISING,GSM7,122,500\n"
                + "*,ADVERTISING,GSM7,268,400\n");
    assertThat(refused(file).problems())
        .extracting(TariffException.Problem::place)
        .containsExactly(
            file + " line 2",
            file + " line 2",
            file + " line 2",
            file + " line 2",
            file + " line 2",
            file + " line 3",
            file + " line 5");
    assertThat(refused(file))
        .hasMessageContaining("is cheaper than the shorter " + file + " line 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "*,ADVERTISING,GSM7,122,1\n",
        "operator,purpose,encoding,price,units_up_to\n",
        "operator,purpose,encoding,units_up_to,\"price\n"
      })
  void a_file_without_the_header_is_refused(String text) throws IOException {
    assertThat(refused(file(text)))
        .hasMessage(
            folder.resolve("tariff.csv")
                + ": line 1 is no header of a tariff; begin with operator,purpose,encoding,units_up_to,price");
  }

  @Test
  void a_file_whose_only_row_is_wrong_is_not_said_to_have_none() throws IOException {
    String row = "VIETTEL,ADVERTISING,GSM7,160,\"1,200\"";
    assertThat(refused(file("operator,purpose,encoding,units_up_to,price\n" + row)).problems())
        .hasSize(1);
  }

  @Test
  void a_header_in_capitals_is_a_header_and_alone_no_tariff() throws IOException {
    assertThat(refused(file("OPERATOR,Purpose,Encoding,Units_Up_To,PRICE")))
        .hasMessage(folder.resolve("tariff.csv") + ": it has no steps; give one for each price");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path nowhere = folder.resolve("nowhere.csv");
    assertThatExceptionOfType(TariffException.class)
        .isThrownBy(() -> Tariff.read(nowhere))
        .withMessage(nowhere + ": there is no such file; check the path")
        .withCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_folder_is_no_file() {
    assertThat(refused(folder)).hasMessageContaining("cannot be read");
  }

  @Test
  void a_file_that_is_not_utf8_is_told_how_to_be() throws IOException {
    Path file = file(HEADER);
    Files.write(file, "operator é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused(file)).hasMessageContaining("it is not UTF-8; save it as \"CSV UTF-8\"");
  }

  @Test
  void a_file_of_a_mebibyte_is_read_and_a_larger_one_is_not() throws IOException {
    String start = HEADER + "*,ADVERTISING,GSM7,122,1\n";
    String most = start + "\n".repeat((1 << 20) - start.length());
    assertThat(Tariff.read(file(most))).isNotNull();
    assertThat(refused(file(most + "\n"))).hasMessageContaining("is larger than 1 MiB");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("tariff.csv"), text);
  }

  private static TariffException refused(Path file) {
    return catchThrowableOfType(TariffException.class, () -> Tariff.read(file));
  }
}
