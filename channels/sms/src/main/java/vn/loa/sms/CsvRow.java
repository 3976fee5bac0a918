package vn.loa.sms;

import java.util.List;

/**
 * One row.
 *
 * @param line where it begins, from 1
 * @param fields none if the row is broken
 */
record CsvRow(long line, List<String> fields) {}
