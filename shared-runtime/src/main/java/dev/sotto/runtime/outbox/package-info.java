/** Outbox: events leave after their transaction has committed, at least once, in order. */
@NullMarked
package dev.sotto.runtime.outbox;

import org.jspecify.annotations.NullMarked;
