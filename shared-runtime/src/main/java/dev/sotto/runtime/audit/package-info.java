/**
 * Reading the audit log: each service shows its own, newest first, to those whose scope it lies in. Writing it is
 * {@code Transaction.record}.
 */
@NullMarked
package dev.sotto.runtime.audit;

import org.jspecify.annotations.NullMarked;
