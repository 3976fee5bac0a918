package vn.loa.channel.rss;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Media types of recordings, of which a message knows the address only. */
final class AudioTypes {

  private static final String NOT_KNOWN = "application/octet-stream";

  private static final Map<String, String> BY_EXTENSION =
      Map.of(
          "mp3", "audio/mpeg",
          "m4a", "audio/mp4",
          "mp4", "audio/mp4",
          "aac", "audio/aac",
          "ogg", "audio/ogg",
          "oga", "audio/ogg",
          "opus", "audio/ogg",
          "wav", "audio/wav",
          "flac", "audio/flac");

  /** {@code application/octet-stream} where the address does not tell. */
  static String of(URI uri) {
    String path = uri.getPath();
    if (path == null) {
      return NOT_KNOWN;
    }
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, NOT_KNOWN);
  }

  private AudioTypes() {}
}
