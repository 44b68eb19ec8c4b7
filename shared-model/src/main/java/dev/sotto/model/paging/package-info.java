/** Paged lists. */
@NullMarked
package dev.sotto.model.paging;

import org.jspecify.annotations.NullMarked;
