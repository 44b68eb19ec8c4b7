package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.Bindings;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Combines a reading statement with its scope into one statement. Outside a transaction, a statement is a transaction
 * of its own, and the scope ends with it.
 *
 * <p>SQL does not guarantee that the scope is set before rows are read. So the expression that sets the scope also
 * gives the OFFSET (0), which PostgreSQL must know before it reads the first row. If PostgreSQL ever read rows first,
 * there would be no scope and therefore no rows: no data leak, but a wrong answer. {@code StartupCheck} tests this at
 * the start, and {@code QueryPlanCheck} checks it in every plan.
 */
public final class ScopedRead {

    /**
     * Statements are constants, so each is built once. PostgreSQL's client then finds it by a string whose hash is
     * already computed.
     */
    private static final Map<Read, String> TEXTS = new ConcurrentHashMap<>();

    private ScopedRead() {}

    private record Read(String statement, int parameters) {}

    /**
     * @param statement a query without a semicolon at its end; PostgreSQL refuses a statement that writes
     * @param parameters the number of its parameters; the three scope parameters follow them
     */
    public static String of(String statement, int parameters) {
        return TEXTS.computeIfAbsent(new Read(statement, parameters), ScopedRead::text);
    }

    private static String text(Read read) {
        int parameters = read.parameters();
        return "select * from (" + read.statement()
                + "\n) statement offset (select 0 * length(set_config('app.scope', $"
                + (parameters + 1) + ", true) || set_config('app.tenant_id', $" + (parameters + 2)
                + ", true) || set_config('app.reseller_id', $" + (parameters + 3) + ", true)))";
    }

    static Tuple bound(Scope scope, @Nullable Object... parameters) {
        return Bindings.of(parameters)
                .addString(scope.setting())
                .addString(Scope.text(scope.tenantId()))
                .addString(Scope.text(scope.resellerId()));
    }
}
