package vn.loa.plan.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way from a file to a model: read all, note every problem, and only then build. */
final class JsonFiles {

  /** The largest plan known has 64 kB; a country's roster some megabytes. */
  static final int MOST_BYTES = 64 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private JsonFiles() {}

  static <T> T load(Path file, Function<Fields, @Nullable T> bind) {
    return read(file.toString(), bytes(file), bind);
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException missing) {
      throw unreadable(file, "there is no such file");
    } catch (IOException unreadable) {
      throw unreadable(file, "it cannot be read: " + unreadable.getMessage());
    }
  }

  private static PlanFormatException unreadable(Path file, String wrong) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Problem problem =
        new Problem(
            file.toString(),
            0,
            "$",
            null,
            Problem.Code.NO_FILE,
            wrong,
            Hints.of(
                "kiểm tra tên tệp và quyền đọc trong thư mục " + folder,
                "expected a file in " + folder));
    return new PlanFormatException(List.of(problem));
  }

  /** As {@link #parse}, from UTF-8. */
  static <T> T read(String file, byte[] utf8, Function<Fields, @Nullable T> bind) {
    Problems problems = new Problems(file);
    checkSize(utf8.length, problems);
    return parse(file, decoded(utf8, problems), bind);
  }

  private static void checkSize(int size, Problems problems) {
    if (size > MOST_BYTES) {
      problems.add(
          0,
          Problem.Code.TOO_LARGE,
          "it has more than " + MOST_BYTES + " bytes",
          Hints.of(
              "kiểm tra có đúng tệp không; kế hoạch chỉ dài vài trăm nghìn byte",
              "expected a plan or a roster, which is smaller"));
      problems.throwIfAny();
    }
  }

  /** Strictly: a wrong byte is a problem, never a question mark. */
  private static String decoded(byte[] utf8, Problems problems) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkBytes(utf8, problems);
    }
    return text;
  }

  /** Whether the replacement character stands in the file, or in the place of wrong bytes. */
  private static void checkBytes(byte[] utf8, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      out.flip();
      problems.add(
          1 + (int) out.chars().filter(unit -> unit == '\n').count(),
          Problem.Code.NOT_UTF_8,
          "byte %d, 0x%02X, is not UTF-8".formatted(in.position() + 1, in.get(in.position())),
          Hints.of("lưu lại tệp với bảng mã UTF-8", "expected text in UTF-8: save it so"));
      problems.throwIfAny();
    }
  }

  /**
   * Reads the whole of {@code text}, as JSON or YAML by the end of the file's name; {@code bind}
   * notes problems, its supplier is then safe.
   */
  static <T> T parse(String file, String text, Function<Fields, @Nullable T> bind) {
    Problems problems = new Problems(file);
    checkSize(text.length(), problems);
    Node root = JsonTree.read(Format.of(file), withoutMark(text), problems);
    T model = null;
    if (root != null && root.kind() == Node.Kind.OBJECT) {
      Fields fields = new Fields(root, problems, new References(problems));
      model = bind.apply(fields);
      fields.end();
    } else if (root != null && !root.isBad()) {
      Node.Kind object = Node.Kind.OBJECT;
      problems.add(root, Problem.Code.WRONG_TYPE, "here stands " + root.shown(), Hints.of(object));
    }
    problems.throwIfAny();
    if (model == null) {
      throw new IllegalStateException(file + " gave neither a model nor a problem");
    }
    return model;
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Writes beside the file first, so that nobody ever reads half of it. */
  static void write(Path file, String text) {
    Path whole = file.toAbsolutePath();
    Path draft = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.writeString(draft, text, StandardCharsets.UTF_8);
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write " + file, unwritable);
    }
  }
}
