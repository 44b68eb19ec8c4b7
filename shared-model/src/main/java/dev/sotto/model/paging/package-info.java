/** Pages of a list. */
@NullMarked
package dev.sotto.model.paging;

import org.jspecify.annotations.NullMarked;
