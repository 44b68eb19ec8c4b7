/** Lists that callers read page by page. */
@NullMarked
package dev.sotto.runtime.paging;

import org.jspecify.annotations.NullMarked;
