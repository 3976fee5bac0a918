/**
 * Who a message is for: files and streams of citizens. A list with a header that fits in memory is
 * read by {@link AudienceFile}, every other by {@link AudienceReader}. Memory is bounded by the
 * numbers, not by the rows; a bad row is counted with its reason and harms only itself.
 */
@NullMarked
package vn.loa.sms.audience;

import org.jspecify.annotations.NullMarked;
