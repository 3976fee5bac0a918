/**
 * SMS through an operator's SMSC, by SMPP 3.4 and 5.0. Start at {@link SmppChannel}; {@link
 * SmppSettings} says where and who, {@link SmppProfile} how this operator takes messages. The only
 * place where jsmpp is named.
 */
@NullMarked
package vn.loa.channel.smpp;

import org.jspecify.annotations.NullMarked;
