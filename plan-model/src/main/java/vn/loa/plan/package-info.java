/**
 * What a communication plan says. Start at {@link Plan}, add a {@link Roster}, and {@link
 * ExpectedReports} follow from both. Everything here is immutable; files are read next door, in
 * {@code vn.loa.plan.json}, and what happened to a plan is kept in {@code vn.loa.plan.ledger}.
 */
@NullMarked
package vn.loa.plan;

import org.jspecify.annotations.NullMarked;
