package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.Bindings;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A statement that reads, and the scope that it reads in, as one statement: outside a transaction it is one, and the scope
 * ends with it.
 *
 * <p>That the scope is set before anything is read is not SQL's to promise for what stands in one statement, so it is made
 * certain: what sets it gives the number of rows to leave out, none, which PostgreSQL has to know before it asks for the
 * first one, and nothing of the statement stands above that. Were it ever looked at later, there would be no scope, and no
 * rows: nobody else's, but to who takes the lack of a row for an answer a wrong one. So {@code StartupCheck} tries it, and
 * {@code QueryPlans} looks for it on top of every plan that it checks.
 */
public final class ScopedRead {

    /** Statements are constants: each is put together once, and PostgreSQL's client finds it by a text it has hashed before. */
    private static final Map<Read, String> TEXTS = new ConcurrentHashMap<>();

    private ScopedRead() {}

    private record Read(String statement, int parameters) {}

    /**
     * @param statement a query, without a semicolon at its end; one that writes is refused by PostgreSQL
     * @param parameters how many it has; the scope's three come after them
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
