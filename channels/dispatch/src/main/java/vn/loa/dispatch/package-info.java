/**
 * Sending to many people at once. Start at {@link vn.loa.dispatch.Dispatcher}; adapters live next
 * door, in {@link vn.loa.channel.Channel}, and so do the places where a queue is kept, in {@link
 * vn.loa.dispatch.store.DispatchStore}.
 *
 * <p>Every delivery is in exactly one {@link vn.loa.channel.DeliveryState}; there are no others:
 *
 * <pre>
 *              rule or pause
 *  QUEUED ◄───────────────► DEFERRED     both end EXPIRED when too late, CANCELLED when taken back,
 *    │ ▲                       ▲         REFUSED by a sending rule, DEAD when they cannot go out
 *    ▼ │ certainly not sent    │ the same, after a pause
 *  ATTEMPTED ──────────────────┘
 *    ├──► SENT ──┬──► DELIVERED          a receipt says that it arrived
 *    │           ├──► REFUSED            a receipt says that it did not
 *    │           └──► UNCONFIRMED        no receipt in its time; a late one still counts
 *    ├──► REFUSED                        the network said no
 *    ├──► EXPIRED                        too late, just before the wire
 *    ├──► DEAD                           tried as often as allowed, never went out
 *    ├──► CANCELLED                      came back unsent from a cancelled campaign
 *    ▼
 *  IN_DOUBT                              bytes may have left, no answer came; then, in this order:
 *    ├──► what a late answer says, as from ATTEMPTED
 *    ├──► DELIVERED or REFUSED, as a receipt says
 *    └──► as a policy or a person decides: QUEUED, to be sent again; UNCONFIRMED, it went out;
 *         DEAD, it did not
 * </pre>
 */
@NullMarked
package vn.loa.dispatch;

import org.jspecify.annotations.NullMarked;
