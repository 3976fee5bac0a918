package vn.loa.channel.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Outcomes;

/**
 * A delivery on its way: which part of it waits for its answer. Used again and again, so that a
 * message costs none. Its session's lock guards it.
 */
final class Flight {

  private @Nullable Outcomes outcomes;
  private @Nullable MessagePdus pdus;
  private @Nullable List<String> ids;
  private long token;
  private long e164;
  private long ticket;
  private int reference;
  private int part;
  private int sequence;
  private long deadline;
  private long lastOctet;
  private long patience;
  private int again;
  private boolean late;
  private boolean beingTold;
  private int statusMeanwhile;
  private @Nullable String idMeanwhile;

  void begin(MessagePdus pdus, long e164, int reference, long token, Outcomes outcomes) {
    this.pdus = pdus;
    this.e164 = e164;
    this.reference = reference;
    this.token = token;
    this.outcomes = outcomes;
  }

  /** Lets go of what it held, for its next use. */
  void end() {
    outcomes = null;
    pdus = null;
    ids = null;
    part = 0;
    again = 0;
    ticket = 0;
    late = false;
    idMeanwhile = null;
  }

  MessagePdus pdus() {
    return Objects.requireNonNull(pdus);
  }

  Outcomes outcomes() {
    return Objects.requireNonNull(outcomes);
  }

  long token() {
    return token;
  }

  long e164() {
    return e164;
  }

  int part() {
    return part;
  }

  boolean isJoined() {
    return pdus().parts() > 1;
  }

  boolean isLastPart() {
    return part + 1 == pdus().parts();
  }

  /** This part was accepted, and the next one follows. */
  void nextPart(String id) {
    addId(id);
    part++;
    again = 0;
  }

  void addId(String id) {
    if (ids == null) {
      ids = new ArrayList<>(pdus().parts());
    }
    ids.add(id);
  }

  /** Of the parts of several that were accepted, in order. */
  List<String> ids() {
    return ids == null ? List.of() : ids;
  }

  int write(byte[] into, int at) {
    return pdus().write(into, at, part, sequence, e164, reference);
  }

  /**
   * This part goes out.
   *
   * @param lastOctet how many octets have gone when the whole of it has
   */
  void sent(long deadline, long lastOctet) {
    this.deadline = deadline;
    this.lastOctet = lastOctet;
  }

  long lastOctet() {
    return lastOctet;
  }

  long deadline() {
    return deadline;
  }

  int sequence() {
    return sequence;
  }

  void sequence(int sequence) {
    this.sequence = sequence;
  }

  /** The desk's name for a delivery of several parts, once; 0 if it has none, or had it. */
  long takeTicket() {
    long taken = ticket;
    ticket = 0;
    return taken;
  }

  long ticket() {
    return ticket;
  }

  void ticket(long ticket) {
    this.ticket = ticket;
  }

  /** Whether it was answered as in doubt already. */
  boolean isLate() {
    return late;
  }

  /** Its doubt is being told; an answer that comes meanwhile has to wait. */
  void late() {
    late = true;
    beingTold = true;
  }

  boolean isBeingTold() {
    return beingTold;
  }

  void told() {
    beingTold = false;
  }

  void answeredMeanwhile(int status, String messageId) {
    statusMeanwhile = status;
    idMeanwhile = messageId;
  }

  int statusMeanwhile() {
    return statusMeanwhile;
  }

  /** Null if nothing came meanwhile. */
  @Nullable String idMeanwhile() {
    return idMeanwhile;
  }

  /** How often this part was put off. */
  int timesPutOff() {
    return again;
  }

  /**
   * This part was not taken, and is not on the wire until it goes out again.
   *
   * @param patience when it is too late for yet another time, if this is the first
   */
  void putOff(long until, long patience) {
    this.patience = again == 0 ? patience : this.patience;
    again++;
    deadline = until;
  }

  long patience() {
    return patience;
  }
}
