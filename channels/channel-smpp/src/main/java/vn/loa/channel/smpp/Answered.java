package vn.loa.channel.smpp;

import java.util.Arrays;

/** Answers to submit_sm that were read together. Not safe for use by several threads. */
final class Answered {

  private int[] sequences = new int[64];
  private int[] statuses = new int[64];
  private String[] messageIds = new String[64];
  private int size;

  void add(int sequence, int status, String messageId) {
    if (size == sequences.length) {
      sequences = Arrays.copyOf(sequences, 2 * size);
      statuses = Arrays.copyOf(statuses, 2 * size);
      messageIds = Arrays.copyOf(messageIds, 2 * size);
    }
    sequences[size] = sequence;
    statuses[size] = status;
    messageIds[size] = messageId;
    size++;
  }

  int size() {
    return size;
  }

  int sequence(int index) {
    return sequences[index];
  }

  int status(int index) {
    return statuses[index];
  }

  /** As it came; empty if there was none. */
  String messageId(int index) {
    return messageIds[index];
  }

  void clear() {
    size = 0;
  }
}
