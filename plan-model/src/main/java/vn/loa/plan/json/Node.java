package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that remembers where it stood. */
final class Node {

  enum Kind {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("null");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final int SHOWN = 60;

  private final Kind kind;
  private final String path;
  private final int line;
  private final @Nullable Node parent;
  private final String scalar;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final List<Node> items = new ArrayList<>();

  Node(Kind kind, String path, int line, @Nullable Node parent, String scalar) {
    this.kind = kind;
    this.path = path;
    this.line = line;
    this.parent = parent;
    this.scalar = scalar;
  }

  Kind kind() {
    return kind;
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  @Nullable Node parent() {
    return parent;
  }

  /** Text of a string, digits of a number, {@code true} or {@code false}. */
  String scalar() {
    return scalar;
  }

  Map<String, Node> fields() {
    return fields;
  }

  List<Node> items() {
    return items;
  }

  /** For a message: the value itself when it is small, else what it is. */
  String shown() {
    return switch (kind) {
      case STRING -> "\"" + shortened() + "\"";
      case NUMBER, BOOLEAN -> shortened();
      case OBJECT, ARRAY, NULL -> kind.words();
    };
  }

  private String shortened() {
    return scalar.length() <= SHOWN ? scalar : scalar.substring(0, SHOWN) + "…";
  }
}
