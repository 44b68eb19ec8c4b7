/** Changes of stored rows that SQL alone can't make; the migration step runs them, never a running service. */
@NullMarked
package dev.sotto.runtime.migration;

import org.jspecify.annotations.NullMarked;
