/** Inbox: events arrive at least once and have their effect once (docs/adr/0004-own-outbox.md). */
@NullMarked
package dev.sotto.runtime.inbox;

import org.jspecify.annotations.NullMarked;
