package vn.loa.sms.audience;

import org.jspecify.annotations.Nullable;

/**
 * Which column is asked for.
 *
 * @param name as the header has it, or null for any of the usual names
 * @param number from 1, or 0 if it is to be found
 */
record Column(HeaderRow header, @Nullable String name, int number) {}
