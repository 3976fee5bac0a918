package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTypesTest {

  @ParameterizedTest
  @CsvSource({
    "https://tin.example.vn/a.mp3, audio/mpeg",
    "https://tin.example.vn/a.MP3?x=.wav, audio/mpeg",
    "https://tin.example.vn/TIN.WAV, audio/wav",
    "https://tin.example.vn/tin.opus, audio/ogg",
    "https://tin.example.vn/tin, application/octet-stream",
    "https://tin.example.vn/tin.exe, application/octet-stream",
    "urn:tin:mp3, application/octet-stream"
  })
  void the_name_tells_the_type(URI address, String type) {
    assertThat(AudioTypes.of(address)).isEqualTo(type);
  }
}
