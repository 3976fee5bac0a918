package vn.loa.bench.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What takes minutes by hand, for a moment: it still runs, and nobody's time is asserted. */
class ProgramsTest {

  @Test
  void every_kind_of_request_is_answered() throws Exception {
    assertThat(new FeedServing(0.2, 1, 50).run())
        .containsOnlyKeys(Kind.values())
        .allSatisfy((kind, rate) -> assertThat(rate.least()).isPositive());
  }
}
