package vn.loa.simulator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the handsets got: parts wait for each other, in any order. Safe for use by several threads.
 */
final class Inbox {

  private final SmscAlphabet alphabet;
  private final List<ReceivedSms> complete = new ArrayList<>();
  private final Map<Key, byte[][]> incomplete = new HashMap<>();

  private record Key(String source, String destination, int reference, int parts) {}

  Inbox(SmscAlphabet alphabet) {
    this.alphabet = alphabet;
  }

  /** The command_status that answers it: it may have a header that says nothing. */
  int add(SubmitPdu submit) {
    SmsPart part = SmsPart.of(submit);
    if (part == null) {
      return Smpp.RINVESMCLASS;
    }
    add(submit, part);
    return Smpp.ROK;
  }

  private synchronized void add(SubmitPdu submit, SmsPart part) {
    if (part.count() == 1) {
      addComplete(submit, part.octets(), 1);
      return;
    }
    Key key = new Key(submit.source(), submit.destination(), part.reference(), part.count());
    byte[][] waiting = incomplete.computeIfAbsent(key, unused -> new byte[key.parts()][]);
    waiting[part.number() - 1] = part.octets();
    byte[] joined = joined(waiting);
    if (joined != null) {
      incomplete.remove(key);
      addComplete(submit, joined, key.parts());
    }
  }

  synchronized List<ReceivedSms> complete() {
    return List.copyOf(complete);
  }

  private void addComplete(SubmitPdu submit, byte[] octets, int parts) {
    complete.add(
        new ReceivedSms(
            submit.source(),
            submit.destination(),
            alphabet.decode(submit.dataCoding(), octets),
            parts,
            submit.validityPeriod()));
  }

  private static byte @Nullable [] joined(byte[][] parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      if (part == null) {
        return null;
      }
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
