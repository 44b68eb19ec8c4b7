/** Isolation: whose rows a transaction may touch, the two doors to the database, and what is written beside a change. */
@NullMarked
package dev.sotto.runtime.isolation;

import org.jspecify.annotations.NullMarked;
