package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.Publication.Lane;

/**
 * Decides what is published to whom, and what the answers of devices prove. It knows no wire: it
 * fills a {@link PublishQueue} and a {@link Telling}, and is told what became of it.
 *
 * <pre>
 *  submit ──► gathered for a moment ──► covered by areas, else device by device ──► queue
 *
 *  PENDING ──► SENT ──► RECEIVED … PLAYING ──► an end                  (states of a device)
 *     PUBACK ──┘  └── a report ──┘        └──► its receipt, once
 * </pre>
 *
 * <p>Nothing is let go before its end is known. Who comes back gets what it missed; who is there
 * and says nothing is asked again, twice as late each time; who was away from beginning to end gets
 * its announcement counted as expired. A withdrawal goes the same way as what it withdraws.
 *
 * <p>What may happen twice: a command on the wire, which devices answer with what they said last.
 * What never can: two answers to one delivery, two ends of one delivery, a command published after
 * its announcement's validity.
 *
 * <p>The hub's lock guards it; its thread turns it.
 */
final class Announcer {

  private static final long LONGEST_PAUSE = Duration.ofHours(1).toNanos();
  private static final long LONGEST_LOOK = Duration.ofMinutes(10).toNanos();
  private static final long AFTER_CONNECT = Duration.ofSeconds(1).toNanos();
  private static final long HEARD_OUT = Duration.ofSeconds(20).toNanos();

  private static final Reason TOO_LATE =
      new Reason("EXPIRED", "its time is over; an earlier attempt may have been heard");
  private static final Reason TOO_MANY =
      new Reason("TOO_MANY_DEVICES", "more devices are known than a country has; restart the hub");
  private static final Reason WITHDRAWN = new Reason("CANCELLED", "the message was taken back");

  private final SpeakerSettings settings;
  private final Time time;
  private final RandomGenerator dice;
  private final Composer composer;
  private final PublishQueue queue;
  private final Telling telling;
  private final Fleet fleet = new Fleet();
  private final Announcements announcements = new Announcements();
  private final Gatherings gatherings;
  private final RetainedCommands retained = new RetainedCommands();
  private final Recent strangers = new Recent();
  private final Timetable<Device> welcomes = new Timetable<>();
  private final BitSet born = new BitSet();
  private final Returns returns;
  private final Faults faults;
  private final Timetable<Announcement> looks = new Timetable<>();
  private long clearAt;
  private long heardOutAt;

  Announcer(
      SpeakerSettings settings,
      Time time,
      RandomGenerator dice,
      PublishQueue queue,
      Telling telling,
      Faults faults) {
    this.settings = settings;
    this.time = time;
    this.dice = dice;
    this.queue = queue;
    this.telling = telling;
    this.returns = new Returns(dice);
    this.faults = faults;
    this.gatherings = new Gatherings(settings.gather());
    this.composer = new Composer(settings.layout(), time, dice, queue, fleet, retained);
    this.clearAt = time.nanos();
    this.heardOutAt = clearAt;
  }

  // ---- what is to be announced ----

  void submit(Ask ask) {
    try {
      take(ask);
    } catch (RuntimeException fault) {
      faults.note(fault);
      telling.answer(ask, Faults.refused(fault));
    }
  }

  private void take(Ask ask) {
    Device device = fleet.device(ask.recipient().id());
    if (device == null) {
      telling.answer(ask, new Outcome.Retry(TOO_MANY));
      return;
    }
    Announcement it = announcement(ask.message());
    if (it.isWithdrawn()) {
      telling.answer(ask, new Outcome.Refused(WITHDRAWN));
    } else if (!it.open(device.index(), ask)) {
      telling.answer(ask, new Outcome.Retry(inFlight(ask)));
    } else {
      address(device, ask.recipient());
      announcements.address(it, device.index());
      gatherings.add(it, device.index(), time.nanos());
      plan(it);
    }
  }

  /** What is open under the address that it had until now is told of under that. */
  private void address(Device device, Address.Device now) {
    Address.Device before = device.address();
    if (!now.equals(before)) {
      announcements.unfinished().stream()
          .filter(it -> it.unfinished().get(device.index()))
          .forEach(it -> it.formerly(device.index(), before));
      device.address(now);
    }
  }

  private static Reason inFlight(Ask ask) {
    return new Reason(
        "IN_FLIGHT",
        "%s is still on its way to device %s".formatted(ask.message().id(), ask.recipient().id()));
  }

  private Announcement announcement(Message message) {
    Announcement known = announcements.find(message.id());
    if (known != null) {
      return known;
    }
    Announcement made = new Announcement(message, settings.playback(message), time.instant());
    made.sweepBy(later(message.validUntil(), settings.reportWithin()));
    made.askIn(settings.reportWithin().toNanos(), time.nanos());
    announcements.keep(made);
    return made;
  }

  /** Looks at it when the clock may have changed something, or the silent are to be asked. */
  private void plan(Announcement it) {
    long nanos = time.nanos();
    Instant turn = it.isSwept() ? forgetAt(it.message()) : it.sweepAt();
    looks.put(it, nanos + until(turn, time.instant()));
    if (!it.unfinished().isEmpty()) {
      looks.put(it, it.askAt());
    }
  }

  /**
   * Takes up what an earlier process sent. Nobody knows whether it is there, so everybody counts as
   * reached.
   */
  void adopt(Message message, List<? extends Address> recipients) {
    if (!forgetAt(message).isAfter(time.instant())) {
      return;
    }
    Announcement it = announcement(message);
    for (Address recipient : recipients) {
      Device device = recipient instanceof Address.Device to ? fleet.device(to.id()) : null;
      if (device != null && !it.isAddressed(device.index())) {
        address(device, (Address.Device) recipient);
        adopt(it, device);
      }
    }
    it.askAt(time.nanos() + AFTER_CONNECT);
    plan(it);
  }

  private void adopt(Announcement it, Device device) {
    int index = device.index();
    announcements.address(it, index);
    it.advance(index, DeviceState.SENT, it.started(), null);
    it.left(index);
    it.reachable(index);
    Incoming.Report told = strangers.find(Ask.reference(it.message().id(), device.id()));
    if (told != null) {
      note(it, index, told, time.instant());
      announcements.finish(it, index);
    }
  }

  /** Takes a message back: here, on the way, and at every device. */
  void withdraw(Message message) {
    Announcement it = announcement(message);
    if (it.isWithdrawn()) {
      return;
    }
    it.withdraw();
    answerAll(it, gatherings.take(it), new Outcome.Retry(WITHDRAWN));
    retained.takeBack(message.id(), time.instant()).forEach(composer::clear);
    clearBy(time.instant());
    it.sweepBy(time.instant().plus(settings.reportWithin()));
    composer.cancel(it, mayHave(it));
    it.askIn(settings.reportWithin().toNanos(), time.nanos());
    plan(it);
  }

  /** Tells a target something that announces nothing. */
  Publication control(SpeakerCommand.Kind kind, Target target, int volume) {
    return composer.control(kind, target, volume);
  }

  /** Whoever has told no end of this announcement, and is not known to be away. */
  private BitSet there(Announcement it) {
    BitSet there = new BitSet();
    it.unfinished().stream().filter(device -> !fleet.get(device).isOffline()).forEach(there::set);
    return there;
  }

  /** Those of them to whom it has gone out, whether the broker has answered or not. */
  private BitSet mayHave(Announcement it) {
    BitSet mayHave = new BitSet();
    there(it).stream()
        .filter(device -> it.isReachable(device) || !it.isOpen(device))
        .forEach(mayHave::set);
    return mayHave;
  }

  /** Those of them who have had their turn. */
  private BitSet silent(Announcement it) {
    BitSet silent = new BitSet();
    there(it).stream().filter(device -> !it.isOpen(device)).forEach(silent::set);
    return silent;
  }

  /** Not before the broker could say what it keeps: that may be another, which is to stay. */
  private long clearDue() {
    return clearAt - heardOutAt < 0 ? heardOutAt : clearAt;
  }

  private void clearBy(Instant expires) {
    clearAt = sooner(clearAt, time.nanos() + until(expires, time.instant()), time.nanos());
  }

  // ---- what became of it ----

  /** Its octets are on their way. */
  void left(Publication publication) {
    Announcement it = publication.announcement();
    if (it == null) {
      return;
    }
    for (int device : publication.devices()) {
      it.left(device);
      if (!fleet.get(device).isOffline()) {
        it.reachable(device);
      }
    }
    if (publication.retained()) {
      retained.put(publication.topic(), it.message().id(), it.message().validUntil());
      clearBy(it.message().validUntil());
    }
  }

  /** The broker has it. */
  void taken(Publication publication) {
    Announcement it = publication.announcement();
    if (it != null) {
      for (int device : publication.devices()) {
        it.advance(device, DeviceState.SENT, time.instant(), null);
        answerSent(it, device);
      }
    }
    publication.ended(true);
  }

  /** It never left, or nobody knows whether it arrived: this is what its deliveries are told. */
  void failed(Publication publication, Outcome outcome) {
    Announcement it = publication.announcement();
    if (it != null) {
      for (int device : publication.devices()) {
        answer(it, device, outcome);
      }
    }
    publication.ended(false);
  }

  /** Its turn had come, and it must not go any more. */
  void overdue(Publication publication, Instant now) {
    Announcement it = publication.announcement();
    if (it == null || it.isWithdrawn()) {
      failed(publication, new Outcome.Retry(WITHDRAWN));
    } else if (it.message().isExpired(now)) {
      for (int device : publication.devices()) {
        answer(it, device, new Outcome.Expired());
      }
      publication.ended(false);
    } else {
      publication.ended(false);
      cover(it, bits(publication.devices()));
    }
  }

  private static BitSet bits(int... devices) {
    BitSet bits = new BitSet();
    for (int device : devices) {
      bits.set(device);
    }
    return bits;
  }

  /** It is longer than any device reads. */
  void tooLong(Publication publication, Reason reason) {
    Announcement it = publication.announcement();
    failed(publication, new Outcome.Refused(reason));
    if (it != null) {
      for (int device : publication.devices()) {
        it.advance(device, DeviceState.REJECTED, time.instant(), reason);
        announcements.finish(it, device);
      }
    }
  }

  private static Outcome doubtful(Outcome said) {
    return switch (said.kind()) {
      case RETRY -> new Outcome.InDoubt(((Outcome.Retry) said).reason());
      case EXPIRED -> new Outcome.InDoubt(TOO_LATE);
      case SENT, REFUSED, IN_DOUBT -> said;
    };
  }

  private void answerSent(Announcement it, int device) {
    Ask ask = it.close(device);
    if (ask != null) {
      telling.answer(ask, new Outcome.Sent(ask.reference()));
    }
  }

  /** What an earlier attempt may have brought there is in doubt, whatever became of this one. */
  private void answer(Announcement it, int device, Outcome said) {
    Ask ask = it.close(device);
    if (ask == null) {
      return;
    }
    Outcome outcome = it.isReachable(device) ? doubtful(said) : said;
    telling.answer(ask, outcome);
    if (outcome.kind() == Outcome.Kind.IN_DOUBT) {
      it.doubt(device, ask);
    } else {
      it.returned(device);
      announcements.finish(it, device);
    }
  }

  private void answerAll(Announcement it, BitSet devices, Outcome outcome) {
    devices.stream().forEach(device -> answer(it, device, outcome));
  }

  /** Everything that waits for its turn is answered; nothing of it has left. */
  void failAll(Outcome outcome) {
    gatherings.all().forEach(it -> answerAll(it, gatherings.take(it), outcome));
    queue.takeAll().forEach(publication -> failed(publication, outcome));
    composer.queueEmptied();
  }

  // ---- what devices say ----

  void arrived(Incoming said) {
    Instant now = time.instant();
    switch (said.kind()) {
      case REPORT -> reported((Incoming.Report) said, now);
      case NOT_KNOWN -> notKnown((Incoming.NotKnown) said, now);
      case PRESENCE -> came((Incoming.Presence) said, now);
      case TELEMETRY -> heard(((Incoming.Telemetry) said).device(), now);
      case RETAINED_COMMAND -> keeps((Incoming.RetainedCommand) said);
      case HUB -> throw new IllegalArgumentException("that is the hub's own affair");
    }
  }

  private @Nullable Device heard(String id, Instant now) {
    Device device = fleet.device(id);
    if (device != null) {
      device.heard(now);
    }
    return device;
  }

  private void reported(Incoming.Report report, Instant now) {
    Device device = heard(report.device(), now);
    Announcement it = announcements.find(report.message());
    String reference = Ask.reference(report.message(), report.device());
    if (it == null) {
      Proof.of(report, reference, now)
          .filter(receipt -> strangers.isNew(reference, report))
          .ifPresent(receipt -> telling.receipt(receipt, null));
    } else if (device != null && it.isAddressed(device.index())) {
      reported(it, device.index(), report, now);
      if (device.presence() == Presence.UNKNOWN && settings.layout().hasAreas()) {
        welcomes.put(device, device.pace().next(time.nanos())); // its birth did not get through
      }
    }
  }

  private void reported(Announcement it, int device, Incoming.Report report, Instant now) {
    answerSent(it, device);
    settleDoubt(it, device);
    note(it, device, report, now);
    if (Proof.state(report).isFinal() && announcements.finish(it, device)) {
      Proof.of(report, Ask.reference(report.message(), report.device()), now)
          .ifPresent(receipt -> telling.receipt(receipt, it.recipient(fleet.get(device))));
    }
  }

  /** What was answered in doubt has its reference, so that a receipt can follow. */
  private void settleDoubt(Announcement it, int device) {
    Ask doubted = it.takeDoubt(device);
    if (doubted != null) {
      telling.late(doubted, new Outcome.Sent(doubted.reference()));
    }
  }

  private static void note(Announcement it, int device, Incoming.Report report, Instant now) {
    it.advance(device, Proof.state(report), Proof.at(report, now), Proof.reason(report));
  }

  private void notKnown(Incoming.NotKnown said, Instant now) {
    Device device = heard(said.device(), now);
    Announcement it = announcements.find(said.message());
    if (device == null || it == null || !it.unfinished().get(device.index())) {
      return;
    }
    if (it.isWithdrawn() || it.message().isExpired(now)) {
      if (!now.isBefore(it.sweepAt())) { // sooner, what it was given may have passed what it says
        sweep(it, device.index());
      }
    } else if (!composer.isFresh(it, device)) {
      composer.announceAgain(it, device);
    }
  }

  private void came(Incoming.Presence said, Instant now) {
    Device device = heard(said.device(), now);
    if (device == null) {
      return;
    }
    long before = device.session();
    boolean news = fleet.take(device, said, now);
    if (device.session() != before || (news && said.online())) {
      born.set(device.index());
    }
    if (device.needsTime() || device.isDoubted()) {
      welcomes.put(device, device.pace().next(time.nanos()));
    }
  }

  /** What this device has no end of, the most urgent first; not what another of them replaces. */
  private List<Announcement> missed(Device device, Instant now) {
    List<Announcement> open =
        announcements.unfinished().stream()
            .filter(
                it -> it.unfinished().get(device.index()) && !gatherings.has(it, device.index()))
            .toList();
    Set<String> replaced =
        open.stream()
            .filter(it -> !it.isWithdrawn() && !it.message().isExpired(now))
            .flatMap(it -> it.playback().replaces().stream())
            .collect(Collectors.toSet());
    return open.stream()
        .filter(it -> !replaced.contains(it.message().id()))
        .sorted(Comparator.comparing((Announcement it) -> it.message().urgency()).reversed())
        .toList();
  }

  private void keeps(Incoming.RetainedCommand command) {
    Announcement it = announcements.find(command.message());
    retained.found(command.topic(), command.message(), command.expires());
    if (it != null && it.isWithdrawn()) {
      retained.take(command.message()).forEach(composer::clear);
    } else {
      clearBy(command.expires());
    }
  }

  /** An end that no device has reported, because there is none to report it. */
  private void end(Announcement it, int device, DeviceState state, @Nullable Reason reason) {
    Instant now = time.instant();
    String reference = Ask.reference(it.message().id(), fleet.get(device).id());
    answer(it, device, new Outcome.Retry(WITHDRAWN));
    settleDoubt(it, device);
    it.advance(device, state, now, reason);
    if (announcements.finish(it, device)) {
      telling.receipt(
          reason == null
              ? new Receipt.Expired(reference, it.message().validUntil())
              : new Receipt.Undelivered(reference, now, reason),
          it.recipient(fleet.get(device)));
    }
  }

  // ---- what is due ----

  /** The connection is gone: who was away may come, and hear what the broker keeps, unseen. */
  void disconnected() {
    announcements.unfinished().forEach(Announcement::allReachable);
    retained.lost();
  }

  /**
   * There is a connection again: reports may have been lost while there was none. One connection
   * after the other does not put off the question.
   */
  void connected() {
    heardOutAt = time.nanos() + HEARD_OUT;
    long soon = time.nanos() + AFTER_CONNECT + dice.nextLong(AFTER_CONNECT);
    for (Announcement it : announcements.unfinished()) {
      it.askBy(soon);
      plan(it);
    }
  }

  void step(long nanos, Instant now) {
    wereThere();
    for (Device it = welcomes.due(nanos); it != null; it = welcomes.due(nanos)) {
      Device one = it;
      harmless(() -> welcome(one, nanos, now));
    }
    for (Announcement it = gatherings.due(nanos); it != null; it = gatherings.due(nanos)) {
      cover(it, gatherings.take(it));
    }
    for (Device back = returns.due(nanos); back != null; back = returns.due(nanos)) {
      Device one = back;
      harmless(() -> serve(one, now));
    }
    for (Announcement it = looks.due(nanos); it != null; it = looks.due(nanos)) {
      look(it, nanos, now);
    }
    if (clearDue() - nanos <= 0) {
      retained.takeExpired(now).forEach(composer::clear);
      clearAt = nanos + until(retained.nextExpiry(Instant.MAX), now);
    }
  }

  /**
   * Who was born since the last step subscribed before saying so: what went out meanwhile has
   * reached it.
   */
  private void wereThere() {
    if (born.isEmpty()) {
      return;
    }
    for (Announcement it : announcements.unfinished()) {
      born.stream().filter(it.unfinished()::get).forEach(it::reachable);
    }
    born.clear();
  }

  private void welcome(Device device, long nanos, Instant now) {
    device.pace().take(nanos);
    boolean came = device.needsTime() && !device.isDoubted();
    List<Announcement> missed = came ? missed(device, now) : List.of();
    boolean urgent = !missed.isEmpty() && missed.get(0).message().urgency() == Urgency.EMERGENCY;
    composer.greet(device, urgent ? Lane.URGENT : Lane.TIME);
    if (!missed.isEmpty()) {
      returns.add(device, urgent, nanos);
    }
  }

  private void cover(Announcement it, BitSet devices) {
    try {
      composer.announce(it, devices);
    } catch (RuntimeException fault) {
      faults.note(fault);
      answerAll(it, devices, Faults.refused(fault));
    }
  }

  private void serve(Device device, Instant now) {
    for (Announcement it : missed(device, now)) {
      if (it.isWithdrawn()) {
        composer.cancel(it, bits(device.index()));
      } else if (it.message().isExpired(now)) {
        composer.ask(it, bits(device.index()));
      } else {
        composer.announceAgain(it, device);
      }
    }
  }

  private void look(Announcement it, long nanos, Instant now) {
    if (!it.isSwept() && !now.isBefore(it.sweepAt())) {
      it.swept();
      sweep(it);
    }
    if (!now.isBefore(forgetAt(it.message()))) {
      announcements.forget(it);
      return;
    }
    if (it.askAt() - nanos <= 0 && !it.unfinished().isEmpty()) {
      it.asked(nanos, LONGEST_PAUSE);
      harmless(() -> askSilent(it, now));
    }
    plan(it);
  }

  private Instant forgetAt(Message message) {
    return later(message.validUntil(), settings.keepFor());
  }

  private static Instant later(Instant time, Duration by) {
    return time.isAfter(Instant.MAX.minus(by)) ? Instant.MAX : time.plus(by);
  }

  /** What cannot be made now is tried again when the silent are asked next. */
  private void harmless(Runnable attempt) {
    try {
      attempt.run();
    } catch (RuntimeException fault) {
      faults.note(fault);
    }
  }

  /**
   * Whoever was away all the time can have heard nothing. Not at once: a birth may be on its way.
   */
  private void sweep(Announcement it) {
    BitSet away = (BitSet) it.unfinished().clone();
    away.stream()
        .filter(device -> !it.isReachable(device) && !it.isOpen(device))
        .forEach(device -> sweep(it, device));
  }

  private void sweep(Announcement it, int device) {
    if (it.isWithdrawn()) {
      end(it, device, DeviceState.CANCELLED, WITHDRAWN);
    } else {
      end(it, device, DeviceState.EXPIRED, null);
    }
  }

  private void askSilent(Announcement it, Instant now) {
    BitSet silent = silent(it);
    if (it.isWithdrawn()) {
      composer.cancel(it, silent);
      return;
    }
    BitSet has = new BitSet();
    silent.stream()
        .filter(device -> it.message().isExpired(now) || knows(it, device))
        .forEach(has::set);
    silent.andNot(has);
    composer.ask(it, has);
    composer.announce(it, silent);
  }

  private static boolean knows(Announcement it, int device) {
    return it.state(device).compareTo(DeviceState.RECEIVED) >= 0;
  }

  /** When there is something to do unasked. */
  long next() {
    return welcomes.next(returns.next(gatherings.next(looks.next(clearDue()))));
  }

  private static long sooner(long one, long other, long nanos) {
    return one - nanos < other - nanos ? one : other;
  }

  private static long until(Instant wall, Instant now) {
    if (!wall.isAfter(now)) {
      return 0;
    }
    Duration left = Duration.between(now, wall);
    return left.compareTo(Duration.ofNanos(LONGEST_LOOK)) > 0 ? LONGEST_LOOK : left.toNanos();
  }

  // ---- how it stands ----

  /** What a board is made of, elsewhere: that takes its time. */
  @Nullable Results results(String message) {
    Announcement it = announcements.find(message);
    return it == null
        ? null
        : new Results(message, it.started(), time.instant(), it.results(fleet));
  }

  /** How an announcement stands. */
  record Results(String message, Instant started, Instant now, List<DeviceResult> devices) {

    WardBoard board(Areas areas) {
      return WardBoard.of(message, started, now, areas, devices);
    }
  }

  /**
   * Where an announcement stands on a device; {@link DeviceState#PENDING} where nothing is known.
   */
  DeviceState state(String message, String deviceId) {
    Announcement it = announcements.find(message);
    Device device = fleet.find(deviceId);
    return it == null || device == null || !it.isAddressed(device.index())
        ? DeviceState.PENDING
        : it.state(device.index());
  }

  int count(Presence presence) {
    return fleet.count(presence);
  }

  List<DeviceStand> devices() {
    return fleet.stands();
  }

  /** Ids of the announcements that are kept, the oldest first. */
  Collection<String> messages() {
    return announcements.ids();
  }
}
