package dev.sotto.runtime.paging;

import dev.sotto.model.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Pages of rows that may be large: two hundred of the largest would be more than a service has memory for. Such a page ends
 * early, before what is large in it has more than {@link #MOST} bytes, and has a {@code next_cursor} as any other. The table says in a column
 * {@code bytes} how much each row holds, so that PostgreSQL reads nothing of the rows that the page has no room for.
 */
public final class BoundedPage {

    /**
     * The most bytes of a page's rows, as far as their {@code bytes} count them: the large columns, in PostgreSQL's form. The
     * answer has the small ones beside, and its own form. A first row that is larger stands alone.
     */
    public static final int MOST = 256 * 1024;

    private BoundedPage() {}

    /**
     * One row of a page.
     *
     * @param found how many rows the statement had before the page was ended, this one and the one beyond it included
     */
    public record Found<T>(T item, long found) {}

    /**
     * A statement that reads the rows of a page, and no more than fit.
     *
     * @param columns what is read of them, as {@code id, theme::text as theme}: what is large is looked up here alone
     * @param rows the list as {@link PageRequest} has it, with all its columns
     */
    public static String of(String columns, String rows) {
        return "select " + columns + ", found from (select *, count(*) over () as found,"
                + " sum(bytes) over (order by id desc rows unbounded preceding) as so_far from (" + rows
                + "\n) listed) counted where so_far <= " + MOST + " or so_far = bytes order by id desc";
    }

    /** Reads a row of such a statement. */
    public static <T> Function<Row, Found<T>> row(Function<Row, T> item) {
        return row -> new Found<>(item.apply(row), row.getLong("found"));
    }

    /** The page that the rows of such a statement make. */
    public static <T> Page<T> page(PageRequest asked, List<Found<T>> rows, Function<T, UUID> id) {
        List<T> items = rows.stream().limit(asked.limit()).map(Found::item).toList();
        boolean isLast = rows.isEmpty() || rows.get(0).found() <= items.size();
        return isLast ? new Page<>(items, null) : PageRequest.withMoreBelow(items, id);
    }
}
