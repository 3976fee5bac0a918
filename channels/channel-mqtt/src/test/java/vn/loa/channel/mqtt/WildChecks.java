package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.SpeakerDevice;

/** What must be so in every {@link HubWildRun}. */
final class WildChecks {

  /** The hub may have to hear first that it is there, and lose a line or two meanwhile. */
  private static final Duration TO_CLEAR = Duration.ofSeconds(60);

  private static final Set<String> ENDED_BY_ITSELF = Set.of("played", "expired");

  private final ManualTime time;
  private final WildBroker broker;
  private final WildStore store;
  private final List<WildMember> members;
  private final List<String> faults;

  WildChecks(
      ManualTime time,
      WildBroker broker,
      WildStore store,
      List<WildMember> members,
      List<String> faults) {
    this.time = time;
    this.broker = broker;
    this.store = store;
    this.members = members;
    this.faults = faults;
  }

  // ---- while it runs ----

  /** Whoever clears a topic may not take away what is to stay there. */
  void cleared(String topic, byte[] before) {
    WildCommand.read(before)
        .filter(it -> time.instant().isBefore(it.expires()) && store.withdrawnAt(it.id()) == null)
        .ifPresent(it -> faults.add("cleared %s, which held %s".formatted(topic, it)));
  }

  /** With a hub that has been there for a while nothing stays at the broker for too long. */
  void whatIsKept(WildHub hub) {
    Long since = hub.connectedSince();
    if (since != null && time.nanos() - since > TO_CLEAR.toNanos()) {
      broker
          .retained()
          .forEach(
              (topic, payload) -> WildCommand.read(payload).ifPresent(it -> whatIsKept(topic, it)));
    }
  }

  private void whatIsKept(String topic, WildCommand command) {
    Instant now = time.instant();
    Instant withdrawn = store.withdrawnAt(command.id());
    Instant vain =
        withdrawn != null && withdrawn.isBefore(command.expires()) ? withdrawn : command.expires();
    if (now.isAfter(vain.plus(TO_CLEAR))) {
      faults.add("%s still holds %s, in vain since %s".formatted(topic, command, vain));
    }
  }

  // ---- when all are back ----

  void everybodyIsBack() {
    members.stream()
        .filter(it -> !it.isConnected())
        .forEach(it -> faults.add(it.id + " did not come back"));
  }

  void nothingIsLost() {
    for (WildStore.Row it : store.rows()) {
      boolean valid = !it.message.isExpired(time.instant()) && !it.withdrawn;
      boolean told = it.isProven() || store.waiting(it) != null;
      if (valid && !told && it.to.said(it.message.id()) == null) {
        faults.add("lost: " + it);
      }
    }
  }

  // ---- when nothing is valid any more ----

  void everythingEnded() {
    store.rows().forEach(this::ended);
    store.rows().stream().filter(it -> it.withdrawn).forEach(this::takenBack);
  }

  private void ended(WildStore.Row it) {
    String message = it.message.id();
    boolean open = it.state != WildStore.State.ENDED;
    Receipt waiting = store.waiting(it);
    if (open && (it.state != WildStore.State.DOUBT || waiting == null)) {
      faults.add("never ends: " + it);
    }
    boolean told =
        open
            ? waiting != null && waiting.kind() == Receipt.Kind.PLAYED
            : it.isProven(Receipt.Kind.PLAYED);
    if (it.to.finished(message) && !told && !it.isOfBeforeWipe()) {
      faults.add("falsely failed: " + it);
    }
    if (told && !it.to.everFinished(message)) {
      faults.add("never played: " + it);
    }
  }

  /** Whoever had it and was not done with it was told. */
  private void takenBack(WildStore.Row it) {
    String message = it.message.id();
    boolean had =
        it.to.got(message) && !ENDED_BY_ITSELF.contains(String.valueOf(it.to.said(message)));
    if (had && it.to.cancelled(message) == null) {
      faults.add("not taken back: " + it);
    }
  }

  void devices() {
    members.forEach(member -> member.log().forEach(it -> sounded(member, it)));
  }

  private void sounded(WildMember member, SpeakerDevice.Sounded it) {
    Instant cancelled = member.cancelled(it.message());
    if (!it.began().isBefore(it.expires())) {
      faults.add("began too late on %s: %s".formatted(member.id, it));
    }
    if (cancelled != null && it.began().isAfter(cancelled)) {
      faults.add("began on %s although taken back at %s: %s".formatted(member.id, cancelled, it));
    }
    if (it.last() && member.playedTwice(it.message())) {
      faults.add("played twice on %s: %s".formatted(member.id, it));
    }
  }
}
