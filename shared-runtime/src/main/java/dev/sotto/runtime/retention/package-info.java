/** Retention: deletes rows that guard against repetition, once no repetition is possible. */
@NullMarked
package dev.sotto.runtime.retention;

import org.jspecify.annotations.NullMarked;
