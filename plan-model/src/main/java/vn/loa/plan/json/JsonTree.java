package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON into {@link Node}s, so that every later complaint can say on which line. */
final class JsonTree {

  private final JsonParser parser;
  private final Problems problems;

  private JsonTree(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** Null when it is no JSON; the problem is then in {@code problems}. */
  static @Nullable Node read(byte[] json, Problems problems) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return new JsonTree(parser, problems).document();
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      int line = at == null ? 1 : at.getLineNr();
      String column = at == null ? "" : "column " + at.getColumnNr() + ": ";
      String reason = broken.getOriginalMessage().replaceAll("\\s+", " ");
      problems.add(line, Problem.Code.NOT_JSON, column + reason, "JSON text in UTF-8");
      return null;
    } catch (IOException broken) {
      problems.add(1, Problem.Code.NOT_JSON, String.valueOf(broken.getMessage()), "UTF-8");
      return null;
    }
  }

  private @Nullable Node document() throws IOException {
    if (parser.nextToken() == null) {
      problems.add(1, Problem.Code.NOT_JSON, "the file is empty", "a JSON object");
      return null;
    }
    Node root = value("$", null);
    if (parser.nextToken() != null) {
      int line = parser.currentTokenLocation().getLineNr();
      problems.add(line, Problem.Code.NOT_JSON, "text after the end", "one JSON object");
    }
    return root;
  }

  private Node value(String path, @Nullable Node parent) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    Node.Kind kind =
        switch (token) {
          case START_OBJECT -> Node.Kind.OBJECT;
          case START_ARRAY -> Node.Kind.ARRAY;
          case VALUE_STRING -> Node.Kind.STRING;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Kind.NUMBER;
          case VALUE_TRUE, VALUE_FALSE -> Node.Kind.BOOLEAN;
          default -> Node.Kind.NULL;
        };
    String scalar = token.isScalarValue() ? parser.getText() : "";
    Node node = new Node(kind, path, line, parent, scalar);
    if (kind == Node.Kind.OBJECT) {
      fields(node);
    } else if (kind == Node.Kind.ARRAY) {
      items(node);
    }
    return node;
  }

  private void fields(Node object) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Node value = value(object.path() + "." + name, object);
      Node first = object.fields().putIfAbsent(name, value);
      if (first != null) {
        problems.add(
            value,
            Problem.Code.DUPLICATE_FIELD,
            "\"" + name + "\" stands here and on line " + first.line(),
            "each field once");
      }
    }
  }

  private void items(Node array) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.items().add(value(array.path() + "[" + array.items().size() + "]", array));
    }
  }
}
