package dev.sotto.model.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's order
 * @param nextCursor opaque; pass it as {@code ?cursor=} to get the next page; absent on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
