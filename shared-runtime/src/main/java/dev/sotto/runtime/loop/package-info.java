/** What the machine does by itself, again and again. */
@NullMarked
package dev.sotto.runtime.loop;

import org.jspecify.annotations.NullMarked;
