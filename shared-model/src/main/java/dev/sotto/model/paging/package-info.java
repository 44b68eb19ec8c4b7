/** Lists that are read page by page. */
@NullMarked
package dev.sotto.model.paging;

import org.jspecify.annotations.NullMarked;
