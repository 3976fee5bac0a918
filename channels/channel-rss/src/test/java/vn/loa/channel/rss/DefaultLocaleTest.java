package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The suite runs under other locales too: under those that the module's pom says. */
@EnabledIfSystemProperty(named = "loa.locale", matches = ".+")
class DefaultLocaleTest {

  @Test
  void the_machine_has_the_locale_it_is_said_to_have() {
    Locale said = Locale.forLanguageTag(System.getProperty("loa.locale"));
    assertThat(Locale.getDefault()).isEqualTo(said);
    assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(said);
  }
}
