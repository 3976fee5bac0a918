package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;

class AreasTest {

  private static final Areas CITY =
      Areas.builder()
          .levels("thành phố", "quận", "phường")
          .area("q1-bn", "Bến Nghé", "q1")
          .area("hcmc", "Hồ Chí Minh")
          .area("q3", "Quận 3", "hcmc")
          .area("q1", "Quận 1", "hcmc")
          .area("q1-dk", "Đa Kao", "q1")
          .device("spk-3", "q3")
          .device("spk-2", "q1-dk")
          .device("spk-1", "q1-bn")
          .device(new Address.Device("spk-4", "q1-dk"))
          .device("board-1", "q1")
          .build();

  private static Areas.Builder two() {
    return Areas.builder().area("a", "A").area("b", "B", "a");
  }

  @Test
  void an_area_stands_before_those_in_it() {
    assertThat(CITY.all())
        .extracting(Areas.Area::code)
        .containsExactly("hcmc", "q3", "q1", "q1-bn", "q1-dk");
    assertThat(CITY.all())
        .extracting(Areas.Area::level)
        .containsExactly("thành phố", "quận", "quận", "phường", "phường");
    assertThat(CITY.find("q1-dk")).contains(new Areas.Area("q1-dk", "Đa Kao", "phường", "q1"));
    assertThat(CITY.find("q9")).isEmpty();
  }

  @Test
  void an_audience_is_every_device_at_every_depth() {
    assertThat(CITY.audience("q1").recipients())
        .containsExactly(
            new Address.Device("board-1", "q1"),
            new Address.Device("spk-1", "q1-bn"),
            new Address.Device("spk-2", "q1-dk"),
            new Address.Device("spk-4", "q1-dk"));
    assertThat(CITY.audience("q1").name()).isEqualTo("Quận 1");
    assertThat(CITY.audience("hcmc").size()).isEqualTo(5);
    assertThat(CITY.audience("q3").size()).isEqualTo(1);
    assertThatThrownBy(() -> CITY.audience("q9")).hasMessageContaining("\"q9\"");
  }

  @Test
  void the_largest_area_comes_first_among_ancestors() {
    assertThat(CITY.ancestors("q1-bn")).containsExactly("hcmc", "q1", "q1-bn");
    assertThat(CITY.ancestors("hcmc")).containsExactly("hcmc");
    assertThat(Areas.none().ancestors("q9")).containsExactly("q9");
  }

  @Test
  void a_level_is_abolished_and_everybody_is_still_reached() {
    Areas after =
        CITY.toBuilder()
            .levels("thành phố", "phường")
            .move("q1-bn", "hcmc")
            .move("q1-dk", "hcmc")
            .moveDevice("board-1", "q1-bn")
            .removeArea("q1")
            .build();
    assertThat(after.ancestors("q1-dk")).containsExactly("hcmc", "q1-dk");
    assertThat(after.find("q1-dk")).map(Areas.Area::level).contains("phường");
    assertThat(after.areaOf("board-1")).contains("q1-bn");
    assertThat(after.audience("hcmc").size()).isEqualTo(5);
    assertThat(CITY.ancestors("q1-dk")).as("the old value").hasSize(3);
    assertThat(CITY.areaOf("board-1")).contains("q1");
  }

  @Test
  void a_device_is_taken_away() {
    Areas after = CITY.toBuilder().removeDevice("spk-3").build();
    assertThat(after.areaOf("spk-3")).isEmpty();
    assertThat(after.audience("hcmc").size()).isEqualTo(4);
  }

  @Test
  void what_makes_no_tree_is_named() {
    assertThatThrownBy(() -> two().area("c", "C", "x").build())
        .hasMessageContaining("area \"c\" lies in area \"x\", which is not given");
    assertThatThrownBy(() -> two().area("b", "B")).hasMessageContaining("\"b\" is given twice");
    assertThatThrownBy(() -> two().area("c", "C", "d").area("d", "D", "c").build())
        .hasMessageContaining("\"c\" lies in itself");
    assertThatThrownBy(() -> two().move("a", "b").build())
        .hasMessageContaining("\"b\" lies in itself");
    assertThatThrownBy(() -> two().move("x", "a")).hasMessageContaining("\"x\"");
    assertThatThrownBy(() -> two().removeArea("a").build()).hasMessageContaining("\"a\"");
    assertThatThrownBy(() -> two().device("d", "x").build())
        .hasMessageContaining("device \"d\" lies in area \"x\"");
    assertThatThrownBy(() -> two().device("d", "a").device("d", "b"))
        .hasMessageContaining("device \"d\" is given twice");
    assertThatThrownBy(() -> two().moveDevice("d", "b")).hasMessageContaining("\"d\"");
    assertThatThrownBy(() -> two().area("c/d", "C")).hasMessageContaining("c/d");
    assertThatThrownBy(() -> two().area("c", " ")).hasMessageContaining("\"c\"");
    assertThatThrownBy(() -> two().area("c", "C\nD")).hasMessageContaining("\"c\"");
  }

  @Test
  void depth_is_bounded_by_nothing() {
    Areas.Builder deep = Areas.builder().area("a0", "0");
    for (int i = 1; i < 20_000; i++) {
      deep.area("a" + i, "" + i, "a" + (i - 1));
    }
    Areas areas = deep.device("spk-1", "a19999").build();
    assertThat(areas.audience("a0").size()).isEqualTo(1);
    assertThat(areas.ancestors("a19999")).hasSize(20_000).startsWith("a0", "a1");
  }

  @Test
  void a_name_is_composed() {
    Areas areas = Areas.builder().area("bn", "Be\u0302\u0301n Nghe\u0301").build();
    assertThat(areas.find("bn")).map(Areas.Area::name).contains("B\u1ebfn Ngh\u00e9");
  }

  @Test
  void areas_are_read_from_a_file(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("areas.csv");
    Files.writeString(
        file, "# code,name,parent\nq1-bn,Bến Nghé,q1\n\nhcmc,Hồ Chí Minh\nq1\tQuận 1, cũ\thcmc\n");
    Areas areas = Areas.read(file);
    assertThat(areas.ancestors("q1-bn")).containsExactly("hcmc", "q1", "q1-bn");
    assertThat(areas.find("q1")).map(Areas.Area::name).contains("Quận 1, cũ");
  }

  @Test
  void a_bad_line_is_named_with_its_mend(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("areas.csv");
    Files.writeString(file, "hcmc,Hồ Chí Minh\nq1\n");
    assertThatThrownBy(() -> Areas.read(file))
        .hasMessageContaining(file + ", line 2: 1 fields; write code, name");
    Files.writeString(file, "hcmc,Hồ Chí Minh\nhcmc,Sài Gòn\n");
    assertThatThrownBy(() -> Areas.read(file))
        .hasMessageContaining(file + ", line 2: area \"hcmc\" is given twice");
    Files.writeString(file, "q1,Quận 1,hcmc\n");
    assertThatThrownBy(() -> Areas.read(file))
        .hasMessageContaining(file + ": area \"q1\" lies in area \"hcmc\", which is not given");
  }
}
