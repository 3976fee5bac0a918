package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AckReaderTest {

  private static final String TOPIC = "tt/v1/d/loa-1/ack";

  private final AckReader reader = new AckReader("tt/v1");

  @Test
  void a_report_is_read_and_what_is_new_in_it_skipped() throws Exception {
    String json =
        """
        {"v":1,"id":"a","msg":"m","device":"loa-1","seq":3,"state":"played",
         "at":"2026-11-23T12:00:00+07:00","playedMs":9000,"ofMs":9200,"loop":3,"volume":70,
         "audible":"yes","clock":{"synced":true,"deep":[1,[2]]},"future":null}
        """;
    assertThat(reader.read(TOPIC, json.getBytes(UTF_8)))
        .isEqualTo(
            new Ack(
                "m",
                "loa-1",
                Ack.State.PLAYED,
                Instant.parse("2026-11-23T05:00:00Z"),
                9000,
                9200,
                70,
                true,
                ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed | not JSON at all",
        "malformed | {",
        "malformed | []",
        "malformed | {'v':1,'msg':'m','device':'loa-1','state':'played'",
        "malformed | {'v':1,'device':'loa-1','state':'played'}",
        "malformed | {'v':1,'msg':'m','state':'played'}",
        "malformed | {'v':1,'msg':'m@x','device':'loa-1','state':'played'}",
        "unknown   | {'v':2,'msg':'m','device':'loa-1','state':'played'}",
        "unknown   | {'msg':'m','device':'loa-1','state':'played'}",
        "unknown   | {'v':1,'msg':'m','device':'loa-1','state':'sang'}",
        "foreign   | {'v':1,'msg':'m','device':'loa-2','state':'played'}",
      })
  void a_stray_report_is_told_apart(String kind, String json) {
    assertThat(stray(TOPIC, json.replace('\'', '"').getBytes(UTF_8)).kind()).isEqualTo(kind);
  }

  @Test
  void a_report_above_4_kib_is_not_even_parsed() {
    assertThat(stray(TOPIC, new byte[AckReader.LARGEST + 1]).kind()).isEqualTo("oversize");
  }

  @Test
  void figures_that_are_none_count_as_not_given() throws Exception {
    String json =
        """
        {"v":1,"msg":"m","device":"loa-1","state":"played","at":"noon",
         "playedMs":"long","ofMs":1.5,"volume":-4294967226}
        """;
    Ack ack = reader.read(TOPIC, json.getBytes(UTF_8));
    assertThat(ack.at()).isNull();
    assertThat(ack.playedMs()).isZero();
    assertThat(ack.ofMs()).isZero();
    assertThat(ack.volume()).isNegative();
  }

  private AckReader.StrayException stray(String topic, byte[] payload) {
    return catchThrowableOfType(AckReader.StrayException.class, () -> reader.read(topic, payload));
  }
}
