/** Refusals, as problem documents (RFC 9457). */
@NullMarked
package dev.sotto.runtime.problem;

import org.jspecify.annotations.NullMarked;
