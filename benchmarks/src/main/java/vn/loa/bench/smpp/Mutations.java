package vn.loa.bench.smpp;

import java.util.SplittableRandom;

/**
 * PDUs as an SMSC may send them, and what a seeded generator makes of them. Their command_length is
 * always their length: one that lies ends the session, and is asked for by itself. One thread.
 */
final class Mutations {

  private static final int DATA_SM = 0x103;
  private static final int ALERT_NOTIFICATION = 0x102;
  private static final int OUTBIND = 0x0B;
  private static final int UNBIND_RESPONSE = Pdu.UNBIND | Pdu.RESPONSE;
  private static final int SUBMIT_MULTI_RESPONSE = 0x8000_0021;
  private static final int QUERY_RESPONSE = 0x8000_0003;
  private static final int CANCEL_RESPONSE = 0x8000_0008;
  private static final int REPLACE_RESPONSE = 0x8000_0007;
  private static final int[] COMMANDS = {
    Pdu.GENERIC_NACK,
    Pdu.BIND_RECEIVER,
    Pdu.BIND_TRANSMITTER,
    Pdu.BIND_TRANSCEIVER,
    Pdu.BIND_TRANSCEIVER | Pdu.RESPONSE,
    Pdu.SUBMIT_SM,
    Pdu.SUBMIT_SM | Pdu.RESPONSE,
    Pdu.DELIVER_SM,
    Pdu.DELIVER_SM | Pdu.RESPONSE,
    Pdu.ENQUIRE_LINK,
    Pdu.ENQUIRE_LINK | Pdu.RESPONSE,
    DATA_SM,
    DATA_SM | Pdu.RESPONSE,
    ALERT_NOTIFICATION,
    OUTBIND,
    SUBMIT_MULTI_RESPONSE,
    QUERY_RESPONSE,
    CANCEL_RESPONSE,
    REPLACE_RESPONSE
  };
  private static final String RECEIPT =
      "id:%d sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:%s err:000 text:x";
  private static final String[] STATES = {
    "DELIVRD", "UNDELIV", "EXPIRED", "REJECTD", "failed", "", "ACCEPTD"
  };
  private static final int[] TAGS = {
    0x001E, 0x0427, 0x0423, 0x0424, 0x020C, 0x020E, 0x1403, 0xFFFF
  };

  private final SplittableRandom random;
  private final PduBuffer building = new PduBuffer();

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * The next.
   *
   * @param sequence the newest of a submit_sm that awaits its answer, or did
   */
  byte[] next(int sequence) {
    building.clear();
    int near = random.nextBoolean() ? sequence - random.nextInt(20) : random.nextInt();
    build(near);
    building.end();
    byte[] valid = building.toBytes();
    return withLength(mutated(valid));
  }

  private void build(int sequence) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> deliver(Pdu.DELIVER_SM, sequence, receipt(), 4);
      case 3 -> deliver(Pdu.DELIVER_SM, sequence, Texts.SHORT, 0);
      case 4 -> deliver(Pdu.DELIVER_SM, sequence, "\5\0\3\7\2\1TU CHOI", 0x40);
      case 5 -> data(sequence);
      case 6, 7 -> header(Pdu.SUBMIT_SM | Pdu.RESPONSE, sequence).text("" + random.nextLong());
      case 8 -> header(Pdu.ENQUIRE_LINK, sequence);
      case 9 -> header(Pdu.GENERIC_NACK, sequence);
      case 10 -> alert(sequence);
      default -> header(COMMANDS[random.nextInt(COMMANDS.length)], sequence);
    }
  }

  private PduBuffer header(int command, int sequence) {
    int status = random.nextInt(3) == 0 ? random.nextInt(0x200) : Pdu.OK;
    return building.begin(command, status, sequence);
  }

  private String receipt() {
    return RECEIPT.formatted(random.nextLong(1L << 40), STATES[random.nextInt(STATES.length)]);
  }

  private void deliver(int command, int sequence, String text, int esmClass) {
    header(command, sequence)
        .text("")
        .octets(1, 1)
        .text("84900000001")
        .octets(5, 0)
        .text(Texts.SENDER)
        .octets(esmClass, 0, 0, 0, 0, 0, 0, random.nextInt(16), 0, text.length())
        .characters(text);
    parameters();
  }

  private void data(int sequence) {
    header(DATA_SM, sequence)
        .text("")
        .octets(1, 1)
        .text("84900000001")
        .octets(5, 0)
        .text(Texts.SENDER)
        .octets(4, 0, 0);
    parameters();
  }

  private void alert(int sequence) {
    header(ALERT_NOTIFICATION, sequence).octets(1, 1).text("84900000001").octets(5, 0).text("LOA");
  }

  private void parameters() {
    for (int left = random.nextInt(3); left > 0; left--) {
      int length = random.nextInt(12);
      int tag = TAGS[random.nextInt(TAGS.length)];
      building.octets(tag >>> 8, tag, 0, length).octets(octets(length), 0, length);
    }
  }

  private byte[] mutated(byte[] valid) {
    return switch (random.nextInt(8)) {
      case 0 -> valid;
      case 1, 2 -> changed(valid, Pdu.HEADER);
      case 3 -> cut(valid);
      case 4 -> longer(valid, octets(1 + random.nextInt(300)));
      case 5 -> longer(valid, lyingParameter());
      case 6 -> withCommand(valid);
      default -> longer(cut(valid), octets(random.nextInt(80)));
    };
  }

  /** Some octets of the body, lengths in it among them, are others. */
  private byte[] changed(byte[] pdu, int from) {
    for (int left = 1 + random.nextInt(4); left > 0 && pdu.length > from; left--) {
      pdu[from + random.nextInt(pdu.length - from)] = (byte) random.nextInt();
    }
    return pdu;
  }

  private byte[] cut(byte[] pdu) {
    int length = Pdu.HEADER + random.nextInt(pdu.length - Pdu.HEADER + 1);
    byte[] cut = new byte[length];
    System.arraycopy(pdu, 0, cut, 0, length);
    return cut;
  }

  private static byte[] longer(byte[] pdu, byte[] more) {
    byte[] longer = new byte[pdu.length + more.length];
    System.arraycopy(pdu, 0, longer, 0, pdu.length);
    System.arraycopy(more, 0, longer, pdu.length, more.length);
    return longer;
  }

  /** Says that it is longer than what follows. */
  private byte[] lyingParameter() {
    int tag = TAGS[random.nextInt(TAGS.length)];
    int length = 1 + random.nextInt(0xFFFF);
    return new byte[] {
      (byte) (tag >>> 8), (byte) tag, (byte) (length >>> 8), (byte) length, (byte) random.nextInt()
    };
  }

  private byte[] withCommand(byte[] pdu) {
    int command =
        random.nextBoolean() ? COMMANDS[random.nextInt(COMMANDS.length)] : random.nextInt();
    boolean ends = command == Pdu.UNBIND || command == UNBIND_RESPONSE;
    return ends ? pdu : put(pdu, 4, command);
  }

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  private static byte[] withLength(byte[] pdu) {
    return put(pdu, 0, pdu.length);
  }

  private static byte[] put(byte[] pdu, int at, int value) {
    pdu[at] = (byte) (value >>> 24);
    pdu[at + 1] = (byte) (value >>> 16);
    pdu[at + 2] = (byte) (value >>> 8);
    pdu[at + 3] = (byte) value;
    return pdu;
  }

  /** A PDU whose command_length no SMSC can mean: less than a header, a megabyte and more. */
  byte[] absurd() {
    int length =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(Pdu.HEADER);
          case 1 -> 0x7FFF_FFF0;
          case 2 -> random.nextInt() | Integer.MIN_VALUE;
          default -> random.nextInt(1 << 20, Integer.MAX_VALUE);
        };
    building.clear();
    deliver(Pdu.DELIVER_SM, random.nextInt(), receipt(), 4);
    building.end();
    return put(building.toBytes(), 0, length);
  }
}
