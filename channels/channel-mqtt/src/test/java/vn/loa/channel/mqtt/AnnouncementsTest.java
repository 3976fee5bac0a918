package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private final Announcements announcements = new Announcements();

  @Test
  void what_has_ended_everywhere_is_kept_and_costs_nothing_more() {
    for (int n = 0; n < 5_000; n++) {
      announcements.finish(kept("m" + n, 0, 1), 0);
    }
    for (int n = 0; n < 4_998; n++) {
      announcements.finish(find("m" + n), 1);
    }
    assertThat(announcements.unfinished()).containsExactly(find("m4998"), find("m4999"));
    assertThat(announcements.ids()).hasSize(5_000).startsWith("m0", "m1");
  }

  @Test
  void what_goes_to_one_device_more_is_open_again() {
    Announcement it = kept("m", 0);
    announcements.finish(it, 0);
    announcements.address(it, 1);
    assertThat(announcements.unfinished()).containsExactly(it);
  }

  @Test
  void what_is_forgotten_is_open_no_more() {
    announcements.forget(kept("m", 0));
    assertThat(announcements.unfinished()).isEmpty();
    assertThat(announcements.find("m")).isNull();
  }

  private Announcement find(String id) {
    return Objects.requireNonNull(announcements.find(id));
  }

  private Announcement kept(String id, int... devices) {
    Announcement it =
        new Announcement(Messages.water(id).build(), Playback.standard(), Messages.NOON);
    announcements.keep(it);
    for (int device : devices) {
      announcements.address(it, device);
    }
    return it;
  }
}
