/** Inbox: events arrive at least once and take effect once (docs/adr/0004-own-outbox.md). */
@NullMarked
package dev.sotto.runtime.inbox;

import org.jspecify.annotations.NullMarked;
