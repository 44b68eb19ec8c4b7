package dev.sotto.runtime.isolation;

import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A statement that reads, and the scope that it reads in, as one statement: outside a transaction it is one, and the scope
 * ends with it.
 *
 * <p>That the scope is set before anything is read is not SQL's to promise, so it is made certain: what sets it is a
 * condition that depends on no row, which PostgreSQL looks at once and first ("One-Time Filter"), and nothing of the
 * statement, conditions of its own of that kind among it, comes past the {@code offset 0} to stand beside it. Were it ever
 * looked at later, there would be no scope, and no rows. {@code QueryPlans} looks for it in every plan that it checks.
 */
public final class ScopedRead {

    private static final String BEFORE = "select found.* from (select * from (";
    private static final int LENGTH = 220;

    private ScopedRead() {}

    /**
     * @param statement a query, without a semicolon at its end; one that writes is refused by PostgreSQL
     * @param parameters how many it has; the scope's three come after them
     */
    public static String of(String statement, int parameters) {
        return new StringBuilder(statement.length() + LENGTH)
                .append(BEFORE)
                .append(statement)
                .append("\n) statement offset 0) found where (select set_config('app.scope', $")
                .append(parameters + 1)
                .append(", true) || set_config('app.tenant_id', $")
                .append(parameters + 2)
                .append(", true) || set_config('app.reseller_id', $")
                .append(parameters + 3)
                .append(", true)) is not null")
                .toString();
    }

    static Tuple bound(Scope scope, @Nullable Object... parameters) {
        return Bindings.of(parameters)
                .addString(scope.setting())
                .addString(Scope.text(scope.tenantId()))
                .addString(Scope.text(scope.resellerId()));
    }
}
