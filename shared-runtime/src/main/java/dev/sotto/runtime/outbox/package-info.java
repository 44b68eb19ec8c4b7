/**
 * Outbox: events are published after their transaction has committed, at least once and in order
 * (docs/adr/0004-own-outbox.md).
 */
@NullMarked
package dev.sotto.runtime.outbox;

import org.jspecify.annotations.NullMarked;
