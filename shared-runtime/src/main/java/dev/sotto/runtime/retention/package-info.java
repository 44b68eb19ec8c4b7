/** Retention: rows that only guard against repetition are deleted when nothing can be repeated any more. */
@NullMarked
package dev.sotto.runtime.retention;

import org.jspecify.annotations.NullMarked;
