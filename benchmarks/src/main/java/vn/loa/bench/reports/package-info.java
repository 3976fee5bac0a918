/**
 * What reports cost to write, as programs. Start at {@link vn.loa.bench.reports.ReportPacks} and
 * {@link vn.loa.bench.reports.WorkbookRows}.
 */
@NullMarked
package vn.loa.bench.reports;

import org.jspecify.annotations.NullMarked;
