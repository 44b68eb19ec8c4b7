/** {@code Idempotency-Key}: a request that is sent twice has its effect once. */
@NullMarked
package dev.sotto.runtime.idempotency;

import org.jspecify.annotations.NullMarked;
