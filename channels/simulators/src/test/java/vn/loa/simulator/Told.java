package vn.loa.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A command for devices, written out of the protocol's page and not with the code under test. */
final class Told {

  static final ObjectMapper JSON = new ObjectMapper();

  final ObjectNode json = JSON.createObjectNode();

  private Told(String kind, String id, Instant sent, Instant expires) {
    json.put("v", 1).put("id", id).put("kind", kind).put("priority", "normal");
    json.put("status", "actual").put("sent", sent.toString()).put("expires", expires.toString());
  }

  /** Fifteen characters of text are a second. */
  static Told say(String id, int seconds, Instant sent, Duration valid) {
    Told told = new Told("say", id, sent, sent.plus(valid)).volume(70);
    told.json
        .putArray("content")
        .addObject()
        .put("lang", "vi")
        .put("text", "x".repeat(15 * seconds));
    return told;
  }

  static Told play(String id, int seconds, Instant sent, Duration valid) {
    Told told = new Told("play", id, sent, sent.plus(valid)).volume(70);
    ObjectNode part = told.json.putArray("content").addObject().put("lang", "vi").put("text", "x");
    part.putObject("audio")
        .put("url", "https://loa.example/a.mp3")
        .put("sha256", "00")
        .put("durationMs", seconds * 1000);
    return told;
  }

  static Told control(String kind, String id, Instant sent) {
    return new Told(kind, id, sent, sent.plus(Duration.ofMinutes(5)));
  }

  Told kind(String kind) {
    json.put("kind", kind);
    return this;
  }

  Told status(String status) {
    json.put("status", status);
    return this;
  }

  Told priority(String priority) {
    json.put("priority", priority);
    return this;
  }

  Told to(String target) {
    json.put("to", target);
    return this;
  }

  Told session(long session) {
    json.put("session", session);
    return this;
  }

  Told volume(int percent) {
    json.put("volume", percent);
    return this;
  }

  Told notBefore(Instant start) {
    json.put("notBefore", start.toString());
    return this;
  }

  Told repeat(int count, int gapSec) {
    json.putObject("repeat").put("count", count).put("gapSec", gapSec);
    return this;
  }

  Told display(int seconds) {
    json.putObject("display").put("seconds", seconds);
    return this;
  }

  Told alsoSays(int seconds) {
    json.withArray("content").addObject().put("lang", "en").put("text", "y".repeat(15 * seconds));
    return this;
  }

  Told references(String... ids) {
    return references(List.of(ids));
  }

  Told references(List<String> ids) {
    ids.forEach(json.putArray("references")::add);
    return this;
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
