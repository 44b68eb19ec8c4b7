/** {@code Idempotency-Key}: a request that is sent twice takes effect once. */
@NullMarked
package dev.sotto.runtime.idempotency;

import org.jspecify.annotations.NullMarked;
