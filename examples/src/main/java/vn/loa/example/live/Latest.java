package vn.loa.example.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each part of the page; older ones are forgotten, so that nothing grows with
 * the number of changes.
 *
 * <p>{@link #put} is for any thread and does next to nothing; {@link #fold} is for one.
 */
final class Latest {

  private static final System.Logger LOG = System.getLogger(Latest.class.getName());

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Object> values = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** As it stood in the last frame: JSON by part. */
  private final Map<String, String> written = new LinkedHashMap<>();

  private long number;

  /**
   * @param value immutable; written later, on another thread
   */
  void put(String part, Object value) {
    values.put(part, value);
    changed.add(part);
  }

  /** What has changed since the last call; null if nothing has. */
  @Nullable Frame fold() {
    Map<String, String> change = new LinkedHashMap<>();
    for (Iterator<String> parts = changed.iterator(); parts.hasNext(); ) {
      String part = parts.next();
      // Taken off before it is read: what is put in between is a change again.
      parts.remove();
      String text = write(part, values.get(part));
      if (text != null && !text.equals(written.put(part, text))) {
        change.put(part, text);
      }
    }
    if (change.isEmpty()) {
      return null;
    }
    number++;
    return new Frame(number, event("change", change), event("whole", written));
  }

  private @Nullable String write(String part, @Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException cause) {
      LOG.log(
          System.Logger.Level.WARNING,
          "live page: \"" + part + "\" cannot be written as JSON and stays as it was",
          cause);
      return null;
    }
  }

  /** As HTML's section on server-sent events has it; JSON brings no line end of its own. */
  private byte[] event(String name, Map<String, String> parts) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    parts.forEach((part, text) -> members.add(write(part, part) + ":" + text));
    String event = "id: " + number + "\nevent: " + name + "\ndata: " + members + "\n\n";
    return event.getBytes(StandardCharsets.UTF_8);
  }
}
