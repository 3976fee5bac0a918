/**
 * From a sentence to what an operator carries, and from what people write to a number. A text
 * starts at {@link SmsText}, a number at {@link PhoneNumber}; lists of citizens are read in {@code
 * vn.loa.sms.audience}, and {@code vn.loa.sms.rules} says what may be sent when. Nothing here opens
 * a connection.
 */
@NullMarked
package vn.loa.sms;

import org.jspecify.annotations.NullMarked;
