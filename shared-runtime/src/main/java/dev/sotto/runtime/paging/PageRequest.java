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
 * Which page of a list is asked for. Lists run from the newest to the oldest by id (ids are ordered by time); a page
 * starts below the last id of the one before it, so rows that come or go meanwhile shift nothing.
 *
 * <p>Queries say {@code and id < $n order by id desc limit $m} with {@link #before} and {@link #fetch}.
 *
 * @param limit rows wanted, from 1 to 200
 * @param before only rows with smaller ids
 */
public record PageRequest(int limit, UUID before) {

    /** The rows of a page when nothing else is said. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most rows that a page may be asked for. */
    public static final int LARGEST_LIMIT = 200;

    private static final UUID BEYOND_ALL = new UUID(-1L, -1L);

    /** From {@code ?limit=} and {@code ?cursor=} as they came. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > LARGEST_LIMIT) {
            throw Problem.invalid(Fault.notBetween("?limit", 1, LARGEST_LIMIT));
        }
        return new PageRequest(rows, cursor == null ? BEYOND_ALL : decoded(cursor));
    }

    /** Rows to fetch: one more than wanted tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** The page that the fetched rows make. */
    public <T> Page<T> page(List<T> fetched, Function<T, UUID> id) {
        if (fetched.size() <= limit) {
            return new Page<>(fetched, null);
        }
        return withMoreBelow(List.copyOf(fetched.subList(0, limit)), id);
    }

    /** A page that others follow. */
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
