/** Queues and stores of messages side by side, and a city's nine million in one run. */
@NullMarked
package vn.loa.bench.dispatch;

import org.jspecify.annotations.NullMarked;
