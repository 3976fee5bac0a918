package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As in a portal that did not add fastexcel-reader. */
class WithoutWorkbookLibraryTest {

  @TempDir Path folder;

  @Test
  void text_is_read_as_ever() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "phone\n0903000001\n");
    assertThat(read(file)).hasToString("1");
  }

  @Test
  void a_workbook_is_refused_with_what_to_add() throws Exception {
    Path file = folder.resolve("a.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "test", "1.0")) {
      book.newWorksheet("Sheet1").value(0, 0, "phone");
    }
    assertThat(read(file))
        .asString()
        .contains("a.xlsx")
        .contains("add org.dhatim:fastexcel-reader");
  }

  private static Object read(Path file) throws Exception {
    Class<?> reader = new WithoutLibrary().loadClass(AudienceFile.class.getName());
    try {
      Object reading = reader.getMethod("read", Path.class).invoke(null, file);
      return reading.getClass().getMethod("rows").invoke(reading);
    } catch (InvocationTargetException refused) {
      return String.valueOf(refused.getCause());
    }
  }

  private static final class WithoutLibrary extends ClassLoader {

    WithoutLibrary() {
      super(AudienceFile.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.dhatim.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("vn.loa.sms.audience.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(resource)) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException fault) {
        throw new ClassNotFoundException(name, fault);
      }
    }
  }
}
