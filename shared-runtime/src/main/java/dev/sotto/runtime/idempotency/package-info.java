/** Requests that are sent twice and count once. */
@NullMarked
package dev.sotto.runtime.idempotency;

import org.jspecify.annotations.NullMarked;
