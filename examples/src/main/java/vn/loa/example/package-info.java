/**
 * One idea per main. Start at {@link vn.loa.example.FirstMessage}; {@link
 * vn.loa.example.Plan1270Demo} runs the whole loop.
 */
@NullMarked
package vn.loa.example;

import org.jspecify.annotations.NullMarked;
