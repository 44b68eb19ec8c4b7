package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.Bindings;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the class of this name when a benchmark measures the cost of row-level security. A read runs only its
 * statement and sets no scope.
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
