/**
 * Whether a message may go to a citizen now, later or never, and by which rule. Start at {@link
 * SendingRules}; what citizens answer goes to {@link OptOuts}. Nothing here is legal advice: the
 * defaults are a strict reading of public documents, and whoever sends answers for what is sent.
 */
@NullMarked
package vn.loa.sms.rules;

import org.jspecify.annotations.NullMarked;
