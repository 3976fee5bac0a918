package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Text;

/** Writes JSON or YAML into a string; what is null or empty is left out. */
final class JsonOut {

  private final JsonGenerator generator;

  private JsonOut(JsonGenerator generator) {
    this.generator = generator;
  }

  /** One object, indented by two blanks, with a line feed at the end. */
  static String pretty(Consumer<JsonOut> body) {
    return pretty(Format.JSON, body);
  }

  /**
   * As {@link #pretty(Consumer)}.
   *
   * @throws IllegalStateException when it should be YAML and the library for it is not there
   */
  static String pretty(Format format, Consumer<JsonOut> body) {
    try {
      return write(format::prettyGenerator, body).stripTrailing() + "\n";
    } catch (NoClassDefFoundError missing) {
      throw new IllegalStateException(
          "YAML cannot be written here; add " + JsonTree.LIBRARY + " to the class path", missing);
    }
  }

  /** One object on one line. */
  static String compact(Consumer<JsonOut> body) {
    return write(Format.JSON::generator, body);
  }

  private interface Opening {
    JsonGenerator on(Writer text) throws IOException;
  }

  private static String write(Opening opening, Consumer<JsonOut> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = opening.on(text)) {
      new JsonOut(generator).object(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a string cannot be written", impossible);
    }
    return text.toString();
  }

  JsonOut field(String name, @Nullable Object value) {
    if (value != null) {
      run(() -> generator.writeStringField(name, value.toString()));
    }
    return this;
  }

  JsonOut field(String name, long value) {
    run(() -> generator.writeNumberField(name, value));
    return this;
  }

  /** Written only when it is set. */
  JsonOut flag(String name, boolean set) {
    return set ? choice(name, true) : this;
  }

  JsonOut choice(String name, boolean value) {
    run(() -> generator.writeBooleanField(name, value));
    return this;
  }

  JsonOut text(String name, @Nullable Text text) {
    if (text != null) {
      object(name, out -> field("vi", text.vi()).field("en", text.en()).field("note", text.note()));
    }
    return this;
  }

  JsonOut object(String name, Consumer<JsonOut> body) {
    run(() -> generator.writeFieldName(name));
    object(body);
    return this;
  }

  <T> JsonOut objects(String name, Iterable<T> items, Consumer<T> body) {
    if (items.iterator().hasNext()) {
      allObjects(name, items, body);
    }
    return this;
  }

  /** A list that is written even when empty. */
  <T> JsonOut allObjects(String name, Iterable<T> items, Consumer<T> body) {
    run(() -> generator.writeArrayFieldStart(name));
    items.forEach(item -> object(out -> body.accept(item)));
    run(generator::writeEndArray);
    return this;
  }

  JsonOut strings(String name, Iterable<?> items) {
    return list(name, items, item -> generator.writeString(item.toString()));
  }

  JsonOut numbers(String name, Iterable<Integer> items) {
    return list(name, items, item -> generator.writeNumber(item));
  }

  private interface Item<T> {
    void write(T item) throws IOException;
  }

  private <T> JsonOut list(String name, Iterable<T> items, Item<T> each) {
    if (items.iterator().hasNext()) {
      run(() -> generator.writeArrayFieldStart(name));
      items.forEach(item -> run(() -> each.write(item)));
      run(generator::writeEndArray);
    }
    return this;
  }

  private void object(Consumer<JsonOut> body) {
    run(generator::writeStartObject);
    body.accept(this);
    run(generator::writeEndObject);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a string cannot be written", impossible);
    }
  }
}
