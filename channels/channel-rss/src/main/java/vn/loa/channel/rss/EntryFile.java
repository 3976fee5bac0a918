package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;

/**
 * An entry as it lies on disk: an XML document, and after it the CRC-32C of all that stands before,
 * in a comment. A person can read it, and a cut or a flipped bit is noticed.
 */
final class EntryFile {

  static final String SUFFIX = ".entry";

  private static final String VERSION = "1";
  private static final int SEAL_LENGTH = seal(new byte[0]).length;

  /**
   * Name of the file for a message id. Capitals are marked, for disks that take {@code A} and
   * {@code a} for one name.
   */
  static String name(String message) {
    return message.replaceAll("[A-Z]", "=$0") + SUFFIX;
  }

  static byte[] encode(Entry entry) {
    Message message = entry.message();
    Xml xml =
        new Xml()
            .open(
                "entry",
                "version",
                VERSION,
                "message",
                message.id(),
                "uri",
                entry.uri(),
                "published",
                entry.published().toString(),
                "updated",
                entry.updated().toString(),
                "validUntil",
                message.validUntil().toString(),
                "urgency",
                message.urgency().name(),
                "purpose",
                message.purpose().name())
            .element("title", message.title());
    message.texts().forEach((language, text) -> xml.element("text", text, "language", language));
    message.link().ifPresent(link -> xml.element("link", link.toASCIIString()));
    message.about().ifPresent(about -> xml.element("about", about));
    message.issuer().ifPresent(issuer -> xml.element("issuer", issuer));
    byte[] body = xml.close("entry").bytes();
    byte[] sealed = Arrays.copyOf(body, body.length + SEAL_LENGTH);
    System.arraycopy(seal(body), 0, sealed, body.length, SEAL_LENGTH);
    return sealed;
  }

  /**
   * @throws IOException if this is no whole entry; says why
   */
  static Entry decode(byte[] file) throws IOException {
    int end = file.length - SEAL_LENGTH;
    if (end < 0) {
      throw new IOException("cut short at " + file.length + " bytes");
    }
    byte[] body = Arrays.copyOf(file, end);
    if (!Arrays.equals(seal(body), Arrays.copyOfRange(file, end, file.length))) {
      throw new IOException("checksum does not match: cut short or altered");
    }
    try {
      return entry(Stax.read(body));
    } catch (XMLStreamException
        | DateTimeException
        | IllegalArgumentException
        | IllegalStateException cause) {
      throw new IOException("not an entry: " + cause.getMessage(), cause);
    }
  }

  private static Entry entry(XMLStreamReader in) throws XMLStreamException {
    in.nextTag();
    in.require(XMLStreamConstants.START_ELEMENT, null, "entry");
    if (!attribute(in, "version").equals(VERSION)) {
      throw new IllegalArgumentException(
          "written in format %s, and this version reads format %s"
              .formatted(attribute(in, "version"), VERSION));
    }
    String uri = attribute(in, "uri");
    Instant published = Instant.parse(attribute(in, "published"));
    Instant updated = Instant.parse(attribute(in, "updated"));
    return new Entry(uri, message(in), published, updated);
  }

  private static Message message(XMLStreamReader in) throws XMLStreamException {
    String id = attribute(in, "message");
    Instant validUntil = Instant.parse(attribute(in, "validUntil"));
    Urgency urgency = Urgency.valueOf(attribute(in, "urgency"));
    Purpose purpose = Purpose.valueOf(attribute(in, "purpose"));
    in.nextTag();
    in.require(XMLStreamConstants.START_ELEMENT, null, "title");
    Message.Builder message =
        Message.builder(id, in.getElementText())
            .validUntil(validUntil)
            .urgency(urgency)
            .purpose(purpose);
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      part(in, message);
    }
    return message.build();
  }

  private static void part(XMLStreamReader in, Message.Builder message) throws XMLStreamException {
    switch (in.getLocalName()) {
      case "text" -> message.text(attribute(in, "language"), in.getElementText());
      case "link" -> message.link(URI.create(in.getElementText()));
      case "about" -> message.about(in.getElementText());
      case "issuer" -> message.issuer(in.getElementText());
      default -> throw new IllegalArgumentException("unknown part <" + in.getLocalName() + ">");
    }
  }

  private static String attribute(XMLStreamReader in, String name) {
    String value = in.getAttributeValue(null, name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " in <" + in.getLocalName() + ">");
    }
    return value;
  }

  private static byte[] seal(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    String hex = Long.toHexString(0x1_0000_0000L | crc.getValue()).substring(1);
    return ("<!-- crc32c " + hex + " -->\n").getBytes(US_ASCII);
  }

  private EntryFile() {}
}
