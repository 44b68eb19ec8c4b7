/** Tasks that a service repeats by itself. */
@NullMarked
package dev.sotto.runtime.loop;

import org.jspecify.annotations.NullMarked;
