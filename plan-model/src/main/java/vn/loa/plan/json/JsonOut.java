package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON into a string; what is null or empty is left out. */
final class JsonOut {

  private final JsonGenerator generator;

  private JsonOut(JsonGenerator generator) {
    this.generator = generator;
  }

  /** One object, indented by two blanks, with a line feed at the end. */
  static String pretty(Consumer<JsonOut> body) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return write(printer, body) + "\n";
  }

  /** One object on one line. */
  static String compact(Consumer<JsonOut> body) {
    return write(null, body);
  }

  private static String write(@Nullable PrettyPrinter printer, Consumer<JsonOut> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.setPrettyPrinter(printer);
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

  JsonOut object(String name, Consumer<JsonOut> body) {
    run(() -> generator.writeFieldName(name));
    object(body);
    return this;
  }

  <T> JsonOut objects(String name, Iterable<T> items, Consumer<T> body) {
    if (items.iterator().hasNext()) {
      run(() -> generator.writeArrayFieldStart(name));
      items.forEach(item -> object(out -> body.accept(item)));
      run(generator::writeEndArray);
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
    if (items.iterator().hasNext()) {
      run(() -> generator.writeArrayFieldStart(name));
      items.forEach(item -> run(() -> generator.writeString(item.toString())));
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
