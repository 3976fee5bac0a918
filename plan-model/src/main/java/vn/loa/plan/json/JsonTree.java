package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Text;

/**
 * Reads JSON or YAML into {@link Node}s, so that every later complaint can say on which line.
 *
 * <p>Of YAML it takes what JSON can say too. A value that another place lends (alias) or that a tag
 * turns into something else is a problem, so no file grows while it is read.
 */
final class JsonTree {

  /** What YAML needs on the class path. */
  static final String LIBRARY = "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml";

  /** Deeper than any plan; far from where the stack ends. */
  static final int MOST_LEVELS = 200;

  /** Some hundred megabytes of nodes; a country's roster has a tenth. */
  static final int MOST_VALUES = 1_000_000;

  /** Reading on makes no sense; the problem is noted. */
  private static final class Hopeless extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Format format;
  private final JsonParser parser;
  private final Problems problems;
  private int values;
  private int levels;

  private JsonTree(Format format, JsonParser parser, Problems problems) {
    this.format = format;
    this.parser = parser;
    this.problems = problems;
  }

  /** Null when it cannot be read; the problem is then in {@code problems}. */
  static @Nullable Node read(Format format, String text, Problems problems) {
    try (JsonParser parser = format.parser(text)) {
      return new JsonTree(format, parser, problems).document();
    } catch (Hopeless noted) {
      return null;
    } catch (JsonProcessingException broken) {
      Format.Fault fault = format.fault(broken);
      problems.add(fault.line(), format.broken(), fault.toString(), syntax(format, fault.column()));
      return null;
    } catch (IOException | RuntimeException broken) {
      // SnakeYAML throws unchecked what it cannot place.
      Format.Fault fault = new Format.Fault(1, 0, String.valueOf(broken.getMessage()));
      problems.add(1, format.broken(), fault.toString(), syntax(format, 0));
      return null;
    } catch (NoClassDefFoundError missing) {
      problems.add(
          0,
          Problem.Code.NO_YAML_LIBRARY,
          "YAML cannot be read here",
          Hints.of(
              "thêm " + LIBRARY + " vào classpath, hoặc dùng tệp JSON",
              "add " + LIBRARY + " to the class path, or use JSON"));
      return null;
    }
  }

  private static Text syntax(Format format, int column) {
    String place = column < 1 ? "" : " ở cột " + column;
    return Hints.of(
        "sửa lại cú pháp " + format + place + ": kiểm tra dấu ngoặc, dấu phẩy và thụt dòng",
        "expected " + format + " text");
  }

  private @Nullable Node document() throws IOException {
    if (parser.nextToken() == null) {
      problems.add(
          1,
          format.broken(),
          "the file is empty",
          Hints.of("tệp không có nội dung; ghi một đối tượng", "expected an object"));
      return null;
    }
    Node root = Node.root(kind(), line(), scalar());
    fill(root);
    if (parser.nextToken() != null) {
      problems.add(
          line(),
          format.broken(),
          "text after the end",
          Hints.of("mỗi tệp chỉ có một đối tượng; bỏ phần phía sau", "expected one object"));
    }
    return root;
  }

  private Node.Kind kind() throws IOException {
    if (format.isAlias(parser) || parser.getTypeId() != null) {
      return Node.Kind.REFUSED;
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> Node.Kind.OBJECT;
      case START_ARRAY -> Node.Kind.ARRAY;
      case VALUE_STRING -> Node.Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Node.Kind.BOOLEAN;
      default -> Node.Kind.NULL;
    };
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private String scalar() throws IOException {
    return parser.currentToken().isScalarValue() ? parser.getText() : "";
  }

  private void fill(Node node) throws IOException {
    checkSize(node);
    levels++;
    switch (node.kind()) {
      case OBJECT -> fields(node);
      case ARRAY -> items(node);
      case REFUSED -> refuse(node);
      default -> {}
    }
    levels--;
  }

  private void refuse(Node node) throws IOException {
    if (format.isAlias(parser)) {
      problems.add(
          node,
          format.broken(),
          "*" + node.scalar() + " stands for a value elsewhere",
          Hints.of(
              "ghi đầy đủ giá trị tại đây, không dùng ký hiệu thay thế (*)",
              "expected the value itself, written out"));
    } else {
      problems.add(
          node,
          format.broken(),
          "the tag !" + parser.getTypeId() + " has no meaning here",
          Hints.of("bỏ thẻ kiểu (!), chỉ ghi giá trị", "expected the value without its tag"));
    }
    parser.skipChildren();
  }

  private void checkSize(Node node) throws IOException {
    values++;
    if (levels > MOST_LEVELS) {
      tooLarge(node, "levels", "cấp lồng nhau", MOST_LEVELS);
    }
    if (values > MOST_VALUES) {
      tooLarge(node, "values", "giá trị", MOST_VALUES);
    }
  }

  private void tooLarge(Node node, String en, String vi, int most) throws Hopeless {
    problems.add(
        node.line(),
        Problem.Code.TOO_LARGE,
        "the file has more than " + most + " " + en,
        Hints.of(
            "giảm xuống còn không quá " + most + " " + vi, "expected at most " + most + " " + en));
    throw new Hopeless();
  }

  private void fields(Node object) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Node value = object.field(name, kind(), line(), scalar());
      fill(value);
      Node first = object.put(name, value);
      if (first != null) {
        problems.add(
            value,
            Problem.Code.DUPLICATE_FIELD,
            "\"" + name + "\" stands here and on line " + first.line(),
            Hints.of(
                "mỗi trường chỉ ghi một lần; đã có ở dòng " + first.line(),
                "expected each field once"));
      }
    }
  }

  private void items(Node array) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Node item = array.item(kind(), line(), scalar());
      fill(item);
      array.add(item);
    }
  }
}
