package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker of alerts sees what is wrong; otherwise its silence would prove nothing. */
class CapRulesTest {

  /** Written by hand, with every element of the specification that a public alert may have. */
  private static final String GOOD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
      <identifier>A.2</identifier>
      <sender>canhbao@example.vn</sender>
      <sent>2026-11-23T08:02:03+07:00</sent>
      <status>Exercise</status>
      <msgType>Update</msgType>
      <source>desk</source>
      <scope>Public</scope>
      <code>c</code>
      <note>DT-01</note>
      <references>canhbao@example.vn,A.1,2026-11-23T01:00:00-00:00</references>
      <incidents>flood</incidents>
      <info>
      <language>vi</language>
      <category>Met</category>
      <event>Flood</event>
      <responseType>Evacuate</responseType>
      <urgency>Immediate</urgency>
      <severity>Severe</severity>
      <certainty>Likely</certainty>
      <audience>all</audience>
      <eventCode><valueName>VN</valueName><value>FLD</value></eventCode>
      <effective>2026-11-23T08:02:03+07:00</effective>
      <onset>2026-11-23T09:00:00+07:00</onset>
      <expires>2026-11-24T08:00:00+07:00</expires>
      <senderName>Board</senderName>
      <headline>Flood</headline>
      <description>It floods.</description>
      <instruction>Leave.</instruction>
      <web>https://tin.example.vn/a</web>
      <contact>112</contact>
      <parameter><valueName>level</valueName><value>3</value></parameter>
      <resource>
      <resourceDesc>map</resourceDesc>
      <mimeType>image/png</mimeType>
      <size>1024</size>
      <uri>https://tin.example.vn/a.png</uri>
      <digest>da39a3ee5e6b4b0d3255bfef95601890afd80709</digest>
      </resource>
      <area>
      <areaDesc>North bank</areaDesc>
      <polygon>16.0,108.0 16.1,108.0 16.1,108.1 16.0,108.0</polygon>
      <circle>16.05,108.2 5.5</circle>
      <geocode><valueName>VN</valueName><value>q1</value></geocode>
      <altitude>0</altitude>
      <ceiling>100.5</ceiling>
      </area>
      </info>
      </alert>
      """;

  @Test
  void a_document_that_keeps_all_rules_breaks_none() {
    assertThat(CapRules.brokenBy(GOOD.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void what_is_wrong_is_seen(String rule, String right, String wrong) {
    assertThat(GOOD).contains(right);
    assertThat(CapRules.brokenBy(GOOD.replace(right, wrong).getBytes(UTF_8))).contains(rule);
  }

  static Stream<Arguments> wrongs() {
    return Stream.of(
        wrong("4.2 namespace", "cap:1.2\"", "cap:1.1\""),
        wrong("4.2 attributes", "<info>", "<info id=\"1\">"),
        wrong("3.2 order and number in alert", "<scope>Public</scope>", ""),
        wrong("3.2 order and number in alert", "<sender>canhbao@example.vn</sender>", ""),
        wrong("3.2 order and number in alert", "<source>", "<note>n</note><source>"),
        wrong("3.2 order and number in alert", "<incidents>flood</incidents>", "<b>flood</b>"),
        wrong("3.2 order and number in info", "<category>Met</category>", ""),
        wrong("3.2 order and number in info", "<event>Flood</event>", ""),
        wrong("3.2 order and number in info", "<urgency>Immediate</urgency>", ""),
        wrong("3.2 order and number in info", "<severity>Severe</severity>", ""),
        wrong("3.2 order and number in info", "<certainty>Likely</certainty>", ""),
        wrong("3.2 order and number in info", "<web>", "<contact>112</contact><web>"),
        wrong("3.2 order and number in info", "<audience>", "<audience>us</audience><audience>"),
        wrong("3.2 order and number in resource", "<mimeType>image/png</mimeType>", ""),
        wrong("3.2 order and number in resource", "<resourceDesc>map</resourceDesc>", ""),
        wrong("3.2 order and number in area", "<areaDesc>North bank</areaDesc>", ""),
        wrong("3.2 order and number in area", "<altitude>", "<ceiling>1</ceiling><altitude>"),
        wrong("3.2 order and number in eventCode", "<value>FLD</value>", ""),
        wrong("3.2 order and number in parameter", "<valueName>level</valueName>", ""),
        wrong(
            "3.2 order and number in geocode",
            "<value>q1</value>",
            "<value>1</value><value>2</value>"),
        wrong("3.2 leaves", "It floods.", "It <b>floods</b>."),
        wrong("3.2 no text between elements", "<info>", "<info>Flood"),
        wrong("Loa no empty elements", "<contact>112</contact>", "<contact/>"),
        wrong(
            "Loa at least one info",
            GOOD.substring(GOOD.indexOf("<info>"), GOOD.indexOf("</alert>")),
            ""),
        wrong("Loa every info names its language", "<language>vi</language>", ""),
        wrong("3.2.1 identifier", "A.2", "A 2"),
        wrong("3.2.1 identifier", "A.2", "A,2"),
        wrong("3.2.1 sender", "<sender>canhbao", "<sender>canh&amp;bao"),
        wrong("3.2.1 sender", "<sender>canhbao", "<sender>canh&lt;bao"),
        wrong("3.3.2 dates", "<sent>2026-11-23T08:02:03+07:00", "<sent>2026-11-23T01:02:03Z"),
        wrong("3.3.2 dates", "<sent>2026-11-23T08:02:03", "<sent>2026-11-23T08:02:03.5"),
        wrong("3.3.2 dates", "<onset>2026-11-23", "<onset>2026-11-31"),
        wrong(
            "3.3.2 dates",
            "<effective>2026-11-23T08:02:03+07:00",
            "<effective>2026-11-23T01:02:03+00:00"),
        wrong("3.2.1 status", "Exercise", "exercise"),
        wrong("3.2.1 msgType", "<msgType>Update", "<msgType>Revoke"),
        wrong("3.2.1 scope", "Public", "All"),
        wrong(
            "3.2.1 restriction with scope Restricted",
            "<code>",
            "<restriction>us</restriction><code>"),
        wrong("3.2.1 addresses with scope Private", "Public", "Private"),
        wrong("3.2.1 note names the exercise", "<note>DT-01</note>", ""),
        wrong(
            "3.2.1 msgType refers to earlier alerts",
            "<references>canhbao@example.vn,A.1,2026-11-23T01:00:00-00:00</references>",
            ""),
        wrong("3.2.1 references", ",A.1,2026-11-23T01:00:00-00:00", ",A.1"),
        wrong("3.2.1 references", ",A.1,2026-11-23T01:00:00-00:00", ",A.1,2026-11-23T01:00:00Z"),
        wrong("3.2.1 references", "n,A.1", "n, A.1"),
        wrong("3.2.1 references to others", ",A.1,", ",A.2,"),
        wrong("3.2.2 language", "<language>vi", "<language>tiếng Việt"),
        wrong("3.2.2 category", "Met", "Flood"),
        wrong("3.2.2 responseType", "Evacuate", "Run"),
        wrong("3.2.2 urgency", "Immediate", "Now"),
        wrong("3.2.2 severity", "Severe", "Bad"),
        wrong("3.2.2 certainty", "Likely", "Very Likely"),
        wrong("3.2.2 web", "https://tin.example.vn/a<", "/a<"),
        wrong(
            "3.2.2 expires after sent",
            "<expires>2026-11-24T08:00:00",
            "<expires>2026-11-23T08:02:03"),
        wrong("3.2.3 mimeType", "image/png", "png"),
        wrong("3.2.3 size", "1024", "1 KB"),
        wrong("3.2.3 size", "1024", "0"),
        wrong("3.2.3 digest is SHA-1", "da39a3ee", "da39a3eeda39a3ee"),
        wrong("3.2.3 uri", "https://tin.example.vn/a.png", "a.png"),
        wrong("3.2.3 a resource is somewhere", "<uri>https://tin.example.vn/a.png</uri>", ""),
        wrong("3.2.4 polygon", " 16.1,108.1 16.0,108.0<", " 16.0,108.0<"),
        wrong("3.2.4 polygon", " 16.0,108.0<", " 16.0,108.2<"),
        wrong("3.2.4 polygon", "16.1,108.0 ", "16.1;108.0 "),
        wrong("3.2.4 polygon", "16.1,108.0 ", "96.1,108.0 "),
        wrong("3.2.4 circle", "16.05,108.2 5.5", "16.05,108.2"),
        wrong("3.2.4 circle", "16.05,108.2 5.5", "16.05,108.2 -5.5"),
        wrong("3.2.4 circle", "16.05,108.2 5.5", "16.05,188.2 5.5"),
        wrong("3.2.4 altitude", "<altitude>0", "<altitude>1E3"),
        wrong("3.2.4 ceiling", "100.5", "NaN"),
        wrong("3.2.4 ceiling with altitude only", "<altitude>0</altitude>", ""));
  }

  @Test
  void the_root_is_an_alert() {
    byte[] alarm = GOOD.replace("<alert", "<alarm").replace("/alert>", "/alarm>").getBytes(UTF_8);
    assertThat(CapRules.brokenBy(alarm)).contains("4.2 root");
  }

  @Test
  void a_document_that_is_not_well_formed_is_no_document() {
    byte[] torn = GOOD.substring(0, GOOD.length() / 2).getBytes(UTF_8);
    assertThatThrownBy(() -> CapRules.brokenBy(torn))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not well-formed");
  }

  private static Arguments wrong(String rule, String right, String wrong) {
    return Arguments.of(rule, right, wrong);
  }
}
