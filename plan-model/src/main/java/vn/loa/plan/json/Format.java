package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;

/** How a tree is written down. Both give the same tree. */
enum Format {
  JSON(Problem.Code.NOT_JSON),
  /** Needs the optional library: without it the first use ends in a {@link LinkageError}. */
  YAML(Problem.Code.NOT_YAML);

  private static final JsonFactory PLAIN = new JsonFactory();

  private final Problem.Code broken;

  Format(Problem.Code broken) {
    this.broken = broken;
  }

  /** By the end of a file's name; JSON where it says nothing. */
  static Format of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : JSON;
  }

  static Format of(Path file) {
    return of(file.toString());
  }

  /** What a text in another notation is. */
  Problem.Code broken() {
    return broken;
  }

  JsonParser parser(String text) throws IOException {
    return this == JSON ? PLAIN.createParser(text) : Yaml.parser(text);
  }

  /** Whether the current value stands elsewhere in the file, and here is only pointed at. */
  boolean isAlias(JsonParser parser) {
    return this == YAML && Yaml.isAlias(parser);
  }

  /**
   * Why a text is not in this notation.
   *
   * @param column from 1; 0 where it is not known
   */
  record Fault(int line, int column, String words) {

    static Fault of(JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      return at == null
          ? new Fault(1, 0, broken.getOriginalMessage())
          : new Fault(Math.max(1, at.getLineNr()), at.getColumnNr(), broken.getOriginalMessage());
    }

    @Override
    public String toString() {
      String tidy = words.replaceAll("\\s+", " ").strip();
      return column < 1 ? tidy : "column " + column + ": " + tidy;
    }
  }

  Fault fault(JsonProcessingException broken) {
    return this == JSON ? Fault.of(broken) : Yaml.fault(broken);
  }

  /** On one line in JSON; YAML has no such form here. */
  JsonGenerator generator(Writer out) throws IOException {
    return this == JSON ? PLAIN.createGenerator(out) : Yaml.generator(out);
  }

  /** Indented by two blanks. */
  JsonGenerator prettyGenerator(Writer out) throws IOException {
    JsonGenerator generator = generator(out);
    if (this == JSON) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
      printer.indentObjectsWith(indenter);
      printer.indentArraysWith(indenter);
      generator.setPrettyPrinter(printer);
    }
    return generator;
  }
}
