package vn.loa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what a device says. */
final class DeviceWords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String device;

  DeviceWords(String device) {
    this.device = device;
  }

  byte[] report(String message, Report report, long seq) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("v", 1)
            .put("id", device + "-" + seq)
            .put("msg", message)
            .put("device", device)
            .put("seq", seq)
            .put("state", report.state());
    at(json, report.at());
    if (report.ofMs() > 0) {
      json.put("playedMs", report.playedMs())
          .put("ofMs", report.ofMs())
          .put("loop", report.loop())
          .put("volume", report.volume())
          .put("audible", report.volume() > 0 ? "unknown" : "no");
    }
    if (!report.reason().isEmpty()) {
      json.put("reason", report.reason());
    }
    return bytes(json);
  }

  byte[] birth(
      long session,
      @Nullable Instant at,
      List<String> areas,
      boolean clockSynced,
      int volume,
      Set<String> capabilities) {
    ObjectNode json = presence(true, session);
    at(json, at);
    json.put("fw", "sim-1");
    areas.forEach(json.putArray("areas")::add);
    json.put("clockSynced", clockSynced).put("volume", volume);
    capabilities.forEach(json.putArray("caps")::add);
    return bytes(json);
  }

  byte[] will(long session) {
    return bytes(presence(false, session));
  }

  private ObjectNode presence(boolean online, long session) {
    return JSON.createObjectNode()
        .put("v", 1)
        .put("device", device)
        .put("online", online)
        .put("session", session);
  }

  private static void at(ObjectNode json, @Nullable Instant at) {
    if (at != null) {
      json.put("at", at.toString());
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree is always JSON", impossible);
    }
  }
}
