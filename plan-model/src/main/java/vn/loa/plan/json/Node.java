package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Unicode;

/** A value of a file that remembers where it stood. Small, since a file may have a million. */
final class Node {

  enum Kind {
    OBJECT("một đối tượng", "an object"),
    ARRAY("một danh sách", "a list"),
    STRING("một chuỗi chữ", "a text"),
    NUMBER("một số", "a number"),
    BOOLEAN("true hoặc false", "true or false"),
    NULL("null", "null"),
    /** Refused as it stood; its problem is noted. */
    REFUSED("giá trị", "a value");

    private final String vi;
    private final String en;

    Kind(String vi, String en) {
      this.vi = vi;
      this.en = en;
    }

    String vi() {
      return vi;
    }

    String en() {
      return en;
    }
  }

  private static final int SHOWN = 60;

  private final Kind kind;
  private final @Nullable Node parent;
  private final String step;
  private final int line;
  private final String scalar;
  private Map<String, Node> fields = Map.of();
  private List<Node> items = List.of();
  private boolean bad;

  private Node(Kind kind, @Nullable Node parent, String step, int line, String scalar) {
    this.kind = kind;
    this.parent = parent;
    this.step = step;
    this.line = line;
    this.scalar = scalar;
  }

  static Node root(Kind kind, int line, String scalar) {
    return new Node(kind, null, "", line, scalar);
  }

  /** The value of a field; it does not stand in {@link #fields} yet. */
  Node field(String name, Kind kind, int line, String scalar) {
    return new Node(kind, this, name, line, scalar);
  }

  /** The next item of a list; it does not stand in {@link #items} yet. */
  Node item(Kind kind, int line, String scalar) {
    return new Node(kind, this, Integer.toString(items.size()), line, scalar);
  }

  /** The value that had the name before, or null: then this one has it now. */
  @Nullable Node put(String name, Node value) {
    if (fields.isEmpty()) {
      fields = new LinkedHashMap<>();
    }
    return fields.putIfAbsent(name, value);
  }

  void add(Node item) {
    if (items.isEmpty()) {
      items = new ArrayList<>();
    }
    items.add(item);
  }

  Kind kind() {
    return kind;
  }

  /** {@code $.themes[2].clause}. */
  String path() {
    if (parent == null) {
      return "$";
    }
    return parent.kind == Kind.ARRAY
        ? parent.path() + "[" + step + "]"
        : parent.path() + "." + Unicode.clip(step, SHOWN);
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

  /** Notes that something is wrong here, and so with all around it. */
  void mark() {
    for (Node node = this; node != null && !node.bad; node = node.parent) {
      node.bad = true;
    }
  }

  /** Whether something is wrong with it or inside it. */
  boolean isBad() {
    return bad;
  }

  /** For a message: the value itself when it is small, else what it is. */
  String shown() {
    return switch (kind) {
      case STRING -> "\"" + Unicode.clip(scalar, SHOWN) + "\"";
      case NUMBER, BOOLEAN -> Unicode.clip(scalar, SHOWN);
      case OBJECT, ARRAY, NULL, REFUSED -> kind.en();
    };
  }
}
