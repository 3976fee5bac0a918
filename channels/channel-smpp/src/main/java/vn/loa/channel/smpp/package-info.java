/**
 * SMS through an operator's SMSC, by SMPP 3.4. Start at {@link SmppChannel}. The only place, beside
 * the simulator, where jsmpp is named.
 */
@NullMarked
package vn.loa.channel.smpp;

import org.jspecify.annotations.NullMarked;
