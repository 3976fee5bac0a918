package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CapNoticeTest {

  @Test
  void an_identifier_is_the_same_for_ever() {
    assertThat(CapNotice.identifier("tin.example.vn", "1270/KH-UBND", "lu-2026.1", 3))
        .isEqualTo("tin.example.vn_1270-KH-UBND_lu-2026.1_c28cc41408e1b949_3");
    assertThat(CapNotice.identifier("Tin.Example.VN", null, "lu", 1))
        .isEqualTo("tin.example.vn_lu_c68b3d758e78134b_1");
  }

  @Test
  void what_differs_in_plan_message_revision_or_host_has_another_identifier() {
    assertThat(
            new String[] {
              CapNotice.identifier("a.vn", "1/KH", "m", 1),
              CapNotice.identifier("a.vn", "1-KH", "m", 1),
              CapNotice.identifier("a.vn", null, "m", 1),
              CapNotice.identifier("a.vn", null, "1-KH_m", 1),
              CapNotice.identifier("a.vn", "1/KH", "m", 2),
              CapNotice.identifier("a.vn", "1/KH", "m", 12),
              CapNotice.identifier("b.vn", "1/KH", "m", 1)
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void messages_that_differ_in_capitals_have_files_of_their_own_everywhere() {
    assertThat(CapNotice.identifier("a.vn", null, "TI", 1).toLowerCase(Locale.ROOT))
        .isNotEqualTo(CapNotice.identifier("a.vn", null, "ti", 1).toLowerCase(Locale.ROOT));
  }

  @Property
  void any_identifier_is_a_segment_of_an_address_and_a_name_of_a_file(
      @ForAll("hosts") String host,
      @ForAll String plan,
      @ForAll("messageIds") String messageId,
      @ForAll @IntRange(min = 1) int revision) {
    String identifier = CapNotice.identifier(host, plan, messageId, revision);
    assertThat(identifier)
        .matches("[A-Za-z0-9._-]+")
        .doesNotStartWith(".")
        .hasSizeLessThanOrEqualTo(200);
    assertThat(URI.create("https://a.vn/alerts/").resolve(identifier).getPath())
        .isEqualTo("/alerts/" + identifier);
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars('.', '-', 'A', '1')
        .ofMaxLength(250)
        .map(rest -> "h" + rest);
  }

  @Provide
  Arbitrary<String> messageIds() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars('.', '_', '-', 'A', '1')
        .ofMinLength(1)
        .ofMaxLength(64);
  }
}
