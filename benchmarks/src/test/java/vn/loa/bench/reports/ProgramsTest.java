package vn.loa.bench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What takes minutes by hand, for a moment: it still runs, and nobody's time is asserted. */
class ProgramsTest {

  @Test
  void a_pack_and_a_page_are_written() throws Exception {
    ReportPacks packs = new ReportPacks(1);
    assertThat(packs.city(40).least()).isPositive();
    assertThat(packs.country(40).least()).isPositive();
  }

  @Test
  void every_workbook_has_octets() throws Exception {
    WorkbookRows rows = new WorkbookRows();
    rows.rows = 2_000;
    rows.open();
    try {
      assertThat(rows.loa()).isPositive();
      assertThat(rows.fastexcelAlone()).isPositive();
    } finally {
      rows.close();
    }
  }
}
