package vn.loa.channel.smpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A capture file, as though PDUs had been seen on their way to an SMSC at port 2775. */
final class Pcap {

  private static final int RAW_IP = 101;
  private static final int IPV4 = 20;
  private static final int TCP = 20;

  static void write(Path file, List<byte[]> pdus) throws IOException {
    int octets = pdus.stream().mapToInt(pdu -> 16 + IPV4 + TCP + pdu.length).sum();
    ByteBuffer all = ByteBuffer.allocate(24 + octets).order(ByteOrder.BIG_ENDIAN);
    all.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0);
    all.putInt(1 << 18).putInt(RAW_IP);
    int sequence = 1;
    for (byte[] pdu : pdus) {
      all.putInt(1_795_422_600).putInt(sequence);
      all.putInt(IPV4 + TCP + pdu.length).putInt(IPV4 + TCP + pdu.length);
      ip(all, IPV4 + TCP + pdu.length);
      tcp(all, sequence);
      all.put(pdu);
      sequence += pdu.length;
    }
    Files.write(file, all.array());
  }

  private static void ip(ByteBuffer all, int length) {
    all.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0x4000);
    all.put((byte) 64).put((byte) 6).putShort((short) 0).putInt(0x7F000001).putInt(0x7F000001);
  }

  private static void tcp(ByteBuffer all, int sequence) {
    int push = 0x5018; // five words long, PSH and ACK
    all.putShort((short) 40_000).putShort((short) 2775).putInt(sequence).putInt(1);
    all.putShort((short) push).putShort((short) 0xFFFF).putShort((short) 0).putShort((short) 0);
  }

  private Pcap() {}
}
