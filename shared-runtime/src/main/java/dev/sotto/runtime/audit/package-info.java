/**
 * Reads the audit log. Each service shows the entries in the caller's scope, newest first. {@code Transaction.record}
 * writes them.
 */
@NullMarked
package dev.sotto.runtime.audit;

import org.jspecify.annotations.NullMarked;
