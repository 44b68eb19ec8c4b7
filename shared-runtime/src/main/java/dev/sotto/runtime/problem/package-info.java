/** The closed list of refusals (RFC 9457). {@code http} writes them as documents. */
@NullMarked
package dev.sotto.runtime.problem;

import org.jspecify.annotations.NullMarked;
