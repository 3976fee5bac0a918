package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import vn.loa.channel.Message;
import vn.loa.channel.MessageCodec;

/** What the store writes down, one after the other. */
sealed interface StoreRecord {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    PUBLISHED,
    WITHDRAWN,
    ALERTED
  }

  /** By what stands on disk for each: its place here, whatever its place in the source. */
  List<Kind> KINDS = List.of(Kind.PUBLISHED, Kind.WITHDRAWN, Kind.ALERTED);

  /** The same of notices. */
  List<CapNotice.Kind> NOTICES =
      List.of(CapNotice.Kind.ALERT, CapNotice.Kind.UPDATE, CapNotice.Kind.CANCEL);

  Kind kind();

  /** A message came, changed, or came to one more feed. */
  record Published(Entry entry) implements StoreRecord {
    @Override
    public Kind kind() {
      return Kind.PUBLISHED;
    }
  }

  /**
   * A message was taken back.
   *
   * @param message its id
   * @param uri of its entry
   */
  record Withdrawn(String message, String uri, Instant at) implements StoreRecord {
    @Override
    public Kind kind() {
      return Kind.WITHDRAWN;
    }
  }

  /**
   * An alert was issued, and stands for ever as it was.
   *
   * @param reference how later ones speak of it
   */
  record Alerted(CapNotice notice, String reference, String document) implements StoreRecord {
    @Override
    public Kind kind() {
      return Kind.ALERTED;
    }
  }

  /** As octets, which {@link #decode} reads. */
  default byte[] encode() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(octets)) {
      out.writeByte(KINDS.indexOf(kind()));
      switch (kind()) {
        case PUBLISHED -> Writing.published(out, ((Published) this).entry());
        case WITHDRAWN -> Writing.withdrawn(out, (Withdrawn) this);
        case ALERTED -> Writing.alerted(out, (Alerted) this);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every octet", impossible);
    }
    return octets.toByteArray();
  }

  /**
   * @throws IOException if this is no record; says why
   */
  static StoreRecord decode(byte[] octets) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
      Kind kind = KINDS.get(in.readUnsignedByte());
      return switch (kind) {
        case PUBLISHED -> Reading.published(in);
        case WITHDRAWN -> new Withdrawn(Reading.text(in), Reading.text(in), Reading.instant(in));
        case ALERTED -> Reading.alerted(in);
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException cause) {
      throw new IOException("no record that this version knows: " + cause.getMessage(), cause);
    }
  }

  /** How the parts of records are written. */
  final class Writing {

    private static void published(DataOutputStream out, Entry entry) throws IOException {
      text(out, entry.uri());
      instant(out, entry.published());
      instant(out, entry.updated());
      out.writeInt(entry.revision());
      texts(out, List.copyOf(entry.feeds()));
      octets(out, MessageCodec.encode(entry.message()));
    }

    private static void withdrawn(DataOutputStream out, Withdrawn withdrawn) throws IOException {
      text(out, withdrawn.message());
      text(out, withdrawn.uri());
      instant(out, withdrawn.at());
    }

    private static void alerted(DataOutputStream out, Alerted alerted) throws IOException {
      CapNotice notice = alerted.notice();
      text(out, notice.identifier());
      instant(out, notice.sent());
      out.writeByte(NOTICES.indexOf(notice.kind()));
      texts(out, notice.references());
      octets(out, MessageCodec.encode(notice.message()));
      text(out, alerted.reference());
      text(out, alerted.document());
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
      out.writeInt(texts.size());
      for (String text : texts) {
        text(out, text);
      }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
      octets(out, text.getBytes(UTF_8));
    }

    private static void octets(DataOutputStream out, byte[] octets) throws IOException {
      out.writeInt(octets.length);
      out.write(octets);
    }

    private static void instant(DataOutputStream out, Instant instant) throws IOException {
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    }

    private Writing() {}
  }

  /** How the parts of records are read. */
  final class Reading {

    private static Published published(DataInputStream in) throws IOException {
      String uri = text(in);
      Instant published = instant(in);
      Instant updated = instant(in);
      int revision = in.readInt();
      LinkedHashSet<String> feeds = new LinkedHashSet<>(texts(in));
      return new Published(new Entry(uri, message(in), published, updated, revision, feeds));
    }

    private static Alerted alerted(DataInputStream in) throws IOException {
      String identifier = text(in);
      Instant sent = instant(in);
      CapNotice.Kind kind = NOTICES.get(in.readUnsignedByte());
      List<String> references = texts(in);
      CapNotice notice = new CapNotice(identifier, sent, kind, references, message(in));
      return new Alerted(notice, text(in), text(in));
    }

    private static Message message(DataInputStream in) throws IOException {
      return MessageCodec.decode(ByteBuffer.wrap(octets(in)));
    }

    private static List<String> texts(DataInputStream in) throws IOException {
      List<String> texts = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        texts.add(text(in));
      }
      return List.copyOf(texts);
    }

    private static String text(DataInputStream in) throws IOException {
      return new String(octets(in), UTF_8);
    }

    private static byte[] octets(DataInputStream in) throws IOException {
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IOException("a part of " + length + " octets where " + in.available() + " are");
      }
      return in.readNBytes(length);
    }

    private static Instant instant(DataInputStream in) throws IOException {
      return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private Reading() {}
  }
}
