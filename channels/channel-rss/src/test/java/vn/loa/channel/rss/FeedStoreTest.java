package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store itself, stepped by hand. */
class FeedStoreTest {

  private Instant clock = Publishing.START;

  @TempDir private Path folder;

  @Test
  void a_second_that_ends_while_a_revision_is_written_is_told_of_the_one_before_only()
      throws Exception {
    FeedStore store = opened();
    publish(store, "tb-1");
    Document first = document(store);
    Instant begun = after(900);
    FeedStore.Bundle bundle = store.bundle();
    bundle.publish(Publishing.simple("tb-2"), "tin-tuc", begun);
    clock = after(1_100);
    assertThat(first.isSettled(clock)).isTrue();
    assertThat(first.isSince(after(1_000), clock)).isTrue();
    store.commit(bundle);
    Document second = document(store);
    assertThat(second).isNotSameAs(first);
    assertThat(second.isSince(after(1_000), after(1_200))).isFalse();
    assertThat(second.isSince(after(1_000), after(9_000))).isFalse();
    assertThat(second.isSince(after(2_000), after(2_000))).isTrue();
  }

  @Test
  void a_clock_that_goes_back_tells_no_second_again() throws Exception {
    FeedStore store = opened();
    clock = after(10_000);
    publish(store, "tb-1");
    assertThat(document(store).isSince(after(11_000), after(11_000))).isTrue();
    clock = after(0);
    publish(store, "tb-2");
    assertThat(document(store).isSince(after(11_000), after(60_000))).isFalse();
    assertThat(document(store).isSince(after(12_000), after(60_000))).isTrue();
  }

  private FeedStore opened() throws IOException {
    return FeedStore.open(
        Publishing.settings(folder).build(),
        () -> clock,
        damage -> {
          throw new AssertionError(damage);
        });
  }

  private void publish(FeedStore store, String message) throws IOException {
    FeedStore.Bundle bundle = store.bundle();
    bundle.publish(Publishing.simple(message), "tin-tuc", clock);
    store.commit(bundle);
  }

  private static Document document(FeedStore store) {
    return store.all().get(0).current().document(Format.RSS);
  }

  private static Instant after(long millis) {
    return Publishing.START.plus(Duration.ofMillis(millis));
  }
}
