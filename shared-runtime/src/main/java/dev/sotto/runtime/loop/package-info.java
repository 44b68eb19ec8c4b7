/** Background tasks that a service repeats. */
@NullMarked
package dev.sotto.runtime.loop;

import org.jspecify.annotations.NullMarked;
