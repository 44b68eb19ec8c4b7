package dev.sotto.runtime.paging;

import dev.sotto.model.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Pages of rows that may be large: 200 of the largest rows would not fit into a service's memory. Such a page ends
 * early, before its large columns exceed {@link #MOST} bytes, and has a normal {@code next_cursor}. The table's column
 * {@code bytes} says how large each row is, so PostgreSQL does not read rows for which the page has no room.
 */
public final class BoundedPage {

    /**
     * The maximum of the {@code bytes} of a page's rows. It counts only the large columns, in PostgreSQL's format, so
     * the response is somewhat larger. A first row above the maximum is returned alone.
     */
    public static final int MOST = 256 * 1024;

    private BoundedPage() {}

    /**
     * One row of a page.
     *
     * @param found the number of rows that the statement found before the page was ended, including the one beyond the
     *     page
     */
    public record Found<T>(T item, long found) {}

    /**
     * Builds a statement that reads the rows of a page, and no more than fit.
     *
     * @param columns the columns to read, for example {@code id, theme::text as theme}; large columns are read only
     *     here
     * @param rows the list's statement for {@link PageRequest}, with all its columns
     */
    public static String of(String columns, String rows) {
        return "select " + columns + ", found from (select *, count(*) over () as found,"
                + " sum(bytes) over (order by id desc rows unbounded preceding) as so_far from (" + rows
                + "\n) listed) counted where so_far <= " + MOST + " or so_far = bytes order by id desc";
    }

    /** Returns a function that reads a row of such a statement. */
    public static <T> Function<Row, Found<T>> row(Function<Row, T> item) {
        return row -> new Found<>(item.apply(row), row.getLong("found"));
    }

    /** Builds the page from the rows of such a statement. */
    public static <T> Page<T> page(PageRequest asked, List<Found<T>> rows, Function<T, UUID> id) {
        List<T> items = rows.stream().limit(asked.limit()).map(Found::item).toList();
        boolean isLast = rows.isEmpty() || rows.get(0).found() <= items.size();
        return isLast ? new Page<>(items, null) : PageRequest.withMoreBelow(items, id);
    }
}
