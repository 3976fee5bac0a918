package vn.loa.sms;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import vn.loa.sms.SmsPreview.Form;
import vn.loa.sms.SmsPreview.Row;
import vn.loa.sms.SmsPreview.Saving;
import vn.loa.sms.SmsPreview.Total;

/** A preview as plain text in columns. */
final class PreviewPage {

  /** What would move the cursor back, colour a terminal or turn the direction of a line. */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");

  private final SmsPreview preview;
  private final Locale language;
  private final boolean vietnamese;
  private final DecimalFormat whole;
  private final DecimalFormat tenths;
  private final StringBuilder page = new StringBuilder(2000);

  PreviewPage(SmsPreview preview, Locale language) {
    this.preview = preview;
    this.language = language;
    this.vietnamese = language.getLanguage().equals("vi");
    this.whole = format("#,##0.##");
    this.tenths = format("0.0");
  }

  private DecimalFormat format(String pattern) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator(vietnamese ? '.' : ',');
    symbols.setDecimalSeparator(vietnamese ? ',' : '.');
    return new DecimalFormat(pattern, symbols);
  }

  String text() {
    forms();
    operators();
    saving();
    warnings();
    words(say("Có dấu", "With accents"), preview.accented());
    words(
        say("Bỏ dấu, cần người đọc duyệt", "Unaccented, to be read before it is approved"),
        preview.unaccented());
    return page.toString();
  }

  private void forms() {
    TextTable table = new TextTable();
    table.row(List.of("", say("có dấu", "with accents"), say("bỏ dấu", "unaccented")));
    form(table, say("Mã hóa", "Encoding"), form -> form.sms().encoding().name());
    form(table, say("Số đơn vị", "Units"), form -> number(form.sms().units()));
    form(table, say("Số tin", "Parts"), form -> number(form.sms().segments()));
    form(
        table,
        say("Còn trống ở tin cuối", "Units left in the last"),
        form -> number(form.sms().unitsLeft()));
    page.append(table.text()).append('\n');
  }

  private void form(TextTable table, String name, Function<Form, String> value) {
    table.row(List.of(name, value.apply(preview.accented()), value.apply(preview.unaccented())));
  }

  private void operators() {
    if (preview.rows().isEmpty()) {
      return;
    }
    line(
        hasPrices()
            ? say("Số tin tính cước và giá tiền:", "Messages billed, and their price:")
            : say("Số tin cần gửi:", "Messages needed:"));
    TextTable table = new TextTable();
    table.row(
        cells(
            say("Nhà mạng", "Operator"),
            say("Người nhận", "Recipients"),
            say("tin có dấu", "with accents"),
            currency(),
            say("tin bỏ dấu", "unaccented"),
            currency()));
    preview.rows().forEach(row -> operator(table, row));
    total(table);
    page.append(table.text());
    preview.rows().forEach(this::reasons);
    page.append('\n');
  }

  private void operator(TextTable table, Row row) {
    table.row(
        cells(
            row.operator().name(),
            number(row.recipients()),
            messages(row, row.accented()),
            price(row, row.accented()),
            messages(row, row.unaccented()),
            price(row, row.unaccented())));
  }

  private void total(TextTable table) {
    Total accented = preview.accented().total();
    Total unaccented = preview.unaccented().total();
    table.row(
        cells(
            say("Tổng", "Total"),
            number(accented.reached() + accented.notReached()),
            number(accented.messages()),
            accented.price().map(whole::format).orElse(""),
            number(unaccented.messages()),
            unaccented.price().map(whole::format).orElse("")));
  }

  /** Without the columns of prices if there is no tariff. */
  private List<String> cells(String... cells) {
    return hasPrices() ? List.of(cells) : List.of(cells[0], cells[1], cells[2], cells[4]);
  }

  private String messages(Row row, Quote quote) {
    if (quote instanceof Quote.Billed billed) {
      return number(row.recipients() * billed.messages());
    }
    return quote instanceof Quote.Unpriced unpriced
        ? number(row.recipients() * unpriced.messages())
        : "-";
  }

  private String price(Row row, Quote quote) {
    return quote instanceof Quote.Billed billed
        ? whole.format(billed.price().multiply(BigDecimal.valueOf(row.recipients())))
        : "-";
  }

  private void reasons(Row row) {
    reason(row, say("có dấu", "with accents"), row.accented());
    reason(row, say("bỏ dấu", "unaccented"), row.unaccented());
  }

  private void reason(Row row, String form, Quote quote) {
    if (quote instanceof Quote.Refused refused) {
      line("- " + row.operator() + ", " + form + ": " + refused.text(language));
    }
  }

  private void saving() {
    Saving saving = preview.saving();
    String each = number(saving.parts()) + say(" tin mỗi người, ", " each, ");
    String all = number(saving.messages()) + say(" tin tất cả", " messages in all");
    String price =
        saving.price().map(money -> ", " + whole.format(money) + ' ' + currency()).orElse("");
    String percent = " (" + tenths.format(saving.percent()) + " %)";
    line(say("Bỏ dấu bớt được ", "Unaccented saves ") + each + all + price + percent);
    if (!hasPrices()) {
      line(say("Chưa có giá vì chưa có bảng giá.", "There are no prices without a tariff."));
    }
  }

  private void warnings() {
    TextWarnings warnings = preview.warnings();
    if (warnings.count() > 0) {
      line("");
      line(say("Cảnh báo: ", "Warnings: ") + number(warnings.count()));
      warnings.first().forEach(warning -> line("- " + warning.text(language)));
      if (warnings.count() > warnings.first().size()) {
        line("- ...");
      }
    }
  }

  private void words(String title, Form form) {
    line("");
    line(title + ':');
    form.sms().text().lines().forEach(row -> line("  " + UNSAFE.matcher(row).replaceAll("\uFFFD")));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private boolean hasPrices() {
    return preview.currency().isPresent();
  }

  private String currency() {
    return preview.currency().map(Currency::getCurrencyCode).orElse("");
  }

  private String number(long number) {
    return whole.format(number);
  }

  private String say(String inVietnamese, String inEnglish) {
    return vietnamese ? inVietnamese : inEnglish;
  }
}
