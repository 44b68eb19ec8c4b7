package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.Bindings;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the class of this name where a benchmark measures what row-level security costs: a read is its statement
 * alone, and sets no scope.
 */
public final class ScopedRead {

    private ScopedRead() {}

    public static String of(String statement, int parameters) {
        return statement;
    }

    static Tuple bound(Scope scope, @Nullable Object... parameters) {
        return Bindings.of(parameters);
    }
}
