package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherCountriesTest {

  @ParameterizedTest
  @CsvSource({
    "+1 650-253-0000, 16502530000",
    "001 650 253 0000, 16502530000",
    "+44 7400 123456, 447400123456",
    "+44 (0)7400 123456, 447400123456",
    "+855 91 234 567, 85591234567",
    "+39 312 345 6789, 393123456789"
  })
  void a_number_of_another_country_is_a_number(String text, long e164) {
    assertThat(PhoneNumber.read(text)).isEqualTo(PhoneNumber.of(e164));
    assertThat(PhoneNumber.parse(text)).isEqualTo(e164);
  }

  @ParameterizedTest
  @CsvSource({
    "+44 20 7031 3000, LANDLINE",
    "+44 800 123 4567, SHORT_CODE",
    "+1 900 234 5678, SHORT_CODE",
    "+1 555 123 4567, FOREIGN_INVALID",
    "+14, FOREIGN_INVALID",
    "+0903123456, FOREIGN_INVALID",
    "+999 123 456 789, FOREIGN_INVALID",
    "000903123456, FOREIGN_INVALID",
    "16502530000, FOREIGN",
    "+1 650 253 OOOO, LETTERS"
  })
  void what_is_none_is_refused_with_its_reason(String text, PhoneProblem problem) {
    assertThat(PhoneNumber.read(text)).isEqualTo(problem);
  }

  @Test
  void without_the_library_other_countries_are_refused_with_the_mend() throws Exception {
    WithoutLibrary loader = new WithoutLibrary();
    assertThat(loader.read("+84 903 123 456")).isEqualTo("********456");
    assertThat(loader.asked).isEmpty();
    assertThat(loader.read("+1 650 253 0000")).isEqualTo("FOREIGN");
    assertThat(loader.read("+1 555 123 4567")).isEqualTo("FOREIGN");
    assertThat(loader.asked).isNotEmpty();
    assertThat(PhoneProblem.FOREIGN.text())
        .contains("com.googlecode.libphonenumber:libphonenumber");
  }

  @Test
  void a_number_that_was_read_before_is_believed() {
    assertThat(PhoneNumber.of(16502530000L).address().e164()).isEqualTo(16502530000L);
    assertThat(PhoneNumber.of(16502530000L)).hasToString("********000");
  }

  /** Loads the module's classes anew and says that there is no libphonenumber. */
  private static final class WithoutLibrary extends ClassLoader {

    final List<String> asked = new ArrayList<>();

    WithoutLibrary() {
      super(OtherCountriesTest.class.getClassLoader());
    }

    String read(String text) throws Exception {
      Class<?> numbers = loadClass("vn.loa.sms.PhoneNumber");
      return String.valueOf(numbers.getMethod("read", String.class).invoke(null, text));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.google.i18n.")) {
        asked.add(name);
        throw new ClassNotFoundException(name);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.startsWith("vn.loa.sms.")) {
        return define(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] octets = in.readAllBytes();
        return defineClass(name, octets, 0, octets.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
