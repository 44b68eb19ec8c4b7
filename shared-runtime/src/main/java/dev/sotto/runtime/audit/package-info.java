/**
 * Reads the audit log. Each service shows its own, newest first, to those in whose scope an entry lies. Writing it is
 * {@code Transaction.record}.
 */
@NullMarked
package dev.sotto.runtime.audit;

import org.jspecify.annotations.NullMarked;
