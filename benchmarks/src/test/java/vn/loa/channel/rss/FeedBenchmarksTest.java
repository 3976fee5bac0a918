package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** The rows still do the same work; nobody's time is asserted. */
class FeedBenchmarksTest {

  @Test
  void every_row_of_feed_writing_says_the_same() {
    assertThatCode(new FeedWriting()::checkThatAllSayTheSame).doesNotThrowAnyException();
  }

  @Test
  void a_feed_keeps_its_size_and_shows_what_came() {
    FeedAppend.Shelved feed = new FeedAppend.Shelved();
    feed.entries = 100;
    feed.fill();
    byte[] before = new FeedAppend().loa(feed).bytes();
    byte[] after = new FeedAppend().loa(feed).bytes();
    assertThat(ReadBack.items(after)).hasSize(50).isNotEqualTo(ReadBack.items(before));
    assertThat(ReadBack.items(after).subList(1, 50))
        .isEqualTo(ReadBack.items(before).subList(0, 49));
  }
}
