package vn.loa.plan.json;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private JsonFiles() {}

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw unreadable(file, "there is no such file");
    } catch (IOException unreadable) {
      throw unreadable(file, "it cannot be read: " + unreadable.getMessage());
    }
  }

  private static PlanFormatException unreadable(Path file, String wrong) {
    String where = "a file in " + file.toAbsolutePath().normalize().getParent();
    return new PlanFormatException(
        List.of(new Problem(file.toString(), 0, "$", null, Problem.Code.NO_FILE, wrong, where)));
  }

  /** Reads the whole of {@code json}; {@code bind} notes problems, its supplier is then safe. */
  static <T> T read(String file, byte[] json, Function<Fields, @Nullable T> bind) {
    Problems problems = new Problems(file);
    References references = new References(problems);
    Node root = JsonTree.read(json, problems);
    T model = null;
    if (root != null && root.kind() == Node.Kind.OBJECT) {
      Fields fields = new Fields(root, problems, references);
      model = bind.apply(fields);
      fields.end();
    } else if (root != null) {
      problems.add(root, Problem.Code.WRONG_TYPE, "here stands " + root.shown(), "an object");
    }
    problems.throwIfAny();
    if (model == null) {
      throw new IllegalStateException(file + " gave neither a model nor a problem");
    }
    return model;
  }

  /** Writes beside the file first, so that nobody ever reads half of it. */
  static void write(Path file, String json) {
    Path whole = file.toAbsolutePath();
    Path draft = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.writeString(draft, json, StandardCharsets.UTF_8);
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write " + file, unwritable);
    }
  }
}
