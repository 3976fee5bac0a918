package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRefTest {

  @ParameterizedTest
  @ValueSource(strings = {"1270/KH-UBND", "1270 / KH-UBND", " 1270/ KH-UBND "})
  void blanks_round_the_slash_are_the_printers(String printed) {
    assertThat(DocumentRef.parse(printed))
        .isEqualTo(new DocumentRef(1270, "KH-UBND"))
        .hasToString("1270/KH-UBND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KH-UBND", "1270", "1270/", "0/KH", "x/KH", "12/kh", "12/KH UBND"})
  void what_is_no_number_and_symbol_is_refused(String text) {
    assertThatThrownBy(() -> DocumentRef.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void vietnamese_symbols_are_symbols() {
    assertThat(DocumentRef.parse("133/QĐ-UBND").symbol()).isEqualTo("QĐ-UBND");
  }
}
