package vn.loa.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jspecify.annotations.Nullable;

/**
 * What the handsets got: parts wait for each other by their header (3GPP TS 23.040 §9.2.3.24.1,
 * 8-bit reference), in any order. Safe for use by several threads.
 */
final class Inbox {

  private static final int HEADER = 6;
  private static final int UCS2 = 8;

  private final List<ReceivedSms> complete = new ArrayList<>();
  private final Map<Key, byte[][]> incomplete = new HashMap<>();

  private record Key(String source, String destination, int reference, int parts) {}

  /**
   * @throws ProcessRequestException if it has a header that says no part of how many it is
   */
  synchronized void add(SubmitSm submit) throws ProcessRequestException {
    byte[] userData = submit.getShortMessage();
    if (!submit.isUdhi()) {
      addComplete(submit, userData, 1);
      return;
    }
    if (!isPart(userData)) {
      throw new ProcessRequestException(
          "no part of a message", SMPPConstant.STAT_ESME_RINVESMCLASS);
    }
    addPart(submit, userData);
  }

  /** Length 5, element 0 of length 3; then reference, count, and number from 1 to count. */
  private static boolean isPart(byte[] userData) {
    return userData.length >= HEADER
        && userData[0] == HEADER - 1
        && userData[1] == 0
        && userData[2] == 3
        && userData[5] != 0
        && (userData[5] & 0xFF) <= (userData[4] & 0xFF);
  }

  private void addPart(SubmitSm submit, byte[] userData) {
    Key key =
        new Key(
            submit.getSourceAddr(),
            submit.getDestAddress(),
            userData[3] & 0xFF,
            userData[4] & 0xFF);
    byte[][] waiting = incomplete.computeIfAbsent(key, unused -> new byte[key.parts()][]);
    waiting[(userData[5] & 0xFF) - 1] = Arrays.copyOfRange(userData, HEADER, userData.length);
    byte[] joined = joined(waiting);
    if (joined != null) {
      incomplete.remove(key);
      addComplete(submit, joined, key.parts());
    }
  }

  synchronized List<ReceivedSms> complete() {
    return List.copyOf(complete);
  }

  private void addComplete(SubmitSm submit, byte[] octets, int parts) {
    String text =
        submit.getDataCoding() == UCS2
            ? new String(octets, StandardCharsets.UTF_16BE)
            : Gsm7Decoder.decode(octets);
    String validity = submit.getValidityPeriod();
    complete.add(
        new ReceivedSms(
            submit.getSourceAddr(),
            submit.getDestAddress(),
            text,
            parts,
            validity == null ? "" : validity));
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
