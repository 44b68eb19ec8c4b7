/** Inbox: events arrive at least once and have their effect once. */
@NullMarked
package dev.sotto.runtime.inbox;

import org.jspecify.annotations.NullMarked;
