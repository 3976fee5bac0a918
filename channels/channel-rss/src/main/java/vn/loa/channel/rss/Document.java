package vn.loa.channel.rss;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A document as readers fetch it, plain and compressed, with what HTTP says of it. Immutable; what
 * is dear is made when first asked for, and kept.
 */
final class Document {

  /** No reader is told when it changed. */
  static final long NEVER_TOLD = Long.MAX_VALUE;

  /** Less than this grows by being compressed, or hardly shrinks. */
  private static final int WORTH_COMPRESSING = 512;

  private static final String UTF_8 = "; charset=utf-8";
  private static final String AN_HOUR = "public, max-age=3600";
  private static final String A_MINUTE = "public, max-age=60";

  /** Of what is told with a document: settled or not, compressed or not, whole or not. */
  private static final int SETTLED = 1;

  private static final int COMPRESSED = 2;
  private static final int WHOLE = 4;

  private final byte[] bytes;
  private final String contentType;
  private final LongSupplier modified;
  private final String caching;
  private final String links;
  private final AtomicReferenceArray<Map<String, String>> headers = new AtomicReferenceArray<>(8);
  private volatile @Nullable String sha256;
  private volatile byte @Nullable [] gzip;

  private Document(
      byte[] bytes, String contentType, LongSupplier modified, String caching, String links) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.modified = modified;
    this.caching = caching;
    this.links = links;
  }

  /**
   * One that changes.
   *
   * @param bytes the caller leaves them alone from here on
   * @param modified gives the first second, of Unix time, that was over after its last change; at
   *     first {@link #NEVER_TOLD}, and always the same afterwards
   * @param links value of a Link header; empty for none
   */
  static Document changing(byte[] bytes, String mediaType, LongSupplier modified, String links) {
    return new Document(bytes, mediaType + UTF_8, modified, A_MINUTE, links);
  }

  /** One that hardly ever changes. */
  static Document fixed(byte[] bytes, String mediaType) {
    return new Document(bytes, mediaType + UTF_8, () -> NEVER_TOLD, AN_HOUR, "");
  }

  String sha256() {
    String ready = sha256;
    if (ready == null) {
      ready = Sha256.hex(bytes);
      sha256 = ready;
    }
    return ready;
  }

  /** Strong: equal tags, equal octets. */
  String etag(boolean compressed) {
    return '"' + sha256() + (compressed ? "-gzip\"" : "\"");
  }

  /** Whether it has a compressed form. */
  boolean isCompressible() {
    return bytes.length >= WORTH_COMPRESSING;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Compressed once for all readers. */
  byte[] gzip() {
    byte[] ready = gzip;
    if (ready == null) {
      ready = compressed();
      gzip = ready;
    }
    return ready;
  }

  /** Whether the second of its change is over: until then a date may not stand for the content. */
  boolean isSettled(Instant now) {
    return now.getEpochSecond() >= modified.getAsLong();
  }

  /** Whether who had it at that date has it as it is. */
  boolean isSince(Instant date, Instant now) {
    return isSettled(now) && date.getEpochSecond() >= modified.getAsLong();
  }

  /** What a 304 says (RFC 9110, 15.4.5), and with the rest what a 200 says. */
  Map<String, String> headers(boolean compressed, boolean whole, Instant now) {
    boolean settled = isSettled(now);
    int which = (settled ? SETTLED : 0) | (compressed ? COMPRESSED : 0) | (whole ? WHOLE : 0);
    Map<String, String> ready = headers.get(which);
    if (ready == null) {
      ready = Collections.unmodifiableMap(told(settled, compressed, whole));
      headers.set(which, ready);
    }
    return ready;
  }

  void writeTo(OutputStream out, boolean compressed) throws IOException {
    out.write(compressed ? gzip() : bytes);
  }

  private Map<String, String> told(boolean settled, boolean compressed, boolean whole) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("ETag", etag(compressed));
    if (settled) {
      told.put("Last-Modified", Dates.rfc822(Instant.ofEpochSecond(modified.getAsLong())));
    }
    told.put("Cache-Control", caching);
    told.put("Vary", "Accept-Encoding");
    if (!links.isEmpty()) {
      told.put("Link", links);
    }
    if (whole) {
      told.put("Content-Type", contentType);
      told.put("Accept-Ranges", "none");
      if (compressed) {
        told.put("Content-Encoding", "gzip");
      }
      told.put("Content-Length", Integer.toString(compressed ? gzip().length : bytes.length));
    }
    return told;
  }

  private byte[] compressed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every octet", impossible);
    }
    return out.toByteArray();
  }
}
