/**
 * From a sentence and a list of citizens to what an operator carries. A text starts at {@link
 * SmsText}, a number at {@link PhoneNumber}, a file of citizens at {@link AudienceFile}. Nothing
 * here opens a connection.
 */
@NullMarked
package vn.loa.sms;

import org.jspecify.annotations.NullMarked;
