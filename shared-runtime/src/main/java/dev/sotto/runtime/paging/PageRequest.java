package dev.sotto.runtime.paging;

import dev.sotto.model.paging.Page;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a list. Lists run from newest to oldest by id (ids are ordered by time). A page starts below
 * the last id of the previous page, so new or deleted rows do not shift it.
 *
 * <p>Queries use {@code and id < $n order by id desc limit $m} with {@link #before} and {@link #fetch}.
 *
 * @param limit the number of rows, from 1 to 200
 * @param before only rows with smaller ids
 */
public record PageRequest(int limit, UUID before) {

    /** The number of rows of a page if the caller gives none. */
    public static final int DEFAULT_LIMIT = 50;

    /** The maximum number of rows of a page. */
    public static final int LARGEST_LIMIT = 200;

    private static final UUID BEYOND_ALL = new UUID(-1L, -1L);

    private static final UUID BELOW_ALL = new UUID(0L, 0L);

    /** Parses {@code ?limit=} and {@code ?cursor=}. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > LARGEST_LIMIT) {
            throw Problem.invalid(Fault.notBetween("?limit", 1, LARGEST_LIMIT));
        }
        return new PageRequest(rows, cursor == null ? BEYOND_ALL : decoded(cursor));
    }

    /** Returns the start of the page of a list from oldest to newest: only rows with larger ids. */
    public UUID after() {
        return before.equals(BEYOND_ALL) ? BELOW_ALL : before;
    }

    /** Returns the number of rows to fetch: one more than the page has, to see whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** Builds the page from the fetched rows. */
    public <T> Page<T> page(List<T> fetched, Function<T, UUID> id) {
        if (fetched.size() <= limit) {
            return new Page<>(fetched, null);
        }
        return withMoreBelow(List.copyOf(fetched.subList(0, limit)), id);
    }

    /** Builds a page that has a next page. */
    static <T> Page<T> withMoreBelow(List<T> items, Function<T, UUID> id) {
        return new Page<>(items, encoded(id.apply(items.get(items.size() - 1))));
    }

    private static String encoded(UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static UUID decoded(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == 16) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
        throw badCursor();
    }

    private static Problem badCursor() {
        return Problem.invalid(
                Fault.wrongFormat("?cursor", "cursor", "must be the next_cursor of the page before, without changes"));
    }
}
