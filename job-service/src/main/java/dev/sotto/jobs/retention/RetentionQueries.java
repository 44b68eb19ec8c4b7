package dev.sotto.jobs.retention;

import dev.sotto.model.jobs.RetentionView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the retention of the caller's tenant. */
@ApplicationScoped
class RetentionQueries {

    /** A tenant that has set nothing keeps everything. */
    static final RetentionView UNSET = new RetentionView(null, null, 0);

    private static final String FIND =
            "select recording_days, transcript_days, version from retention where tenant_id = $1";

    private final ScopedTransaction transactions;

    RetentionQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<RetentionView> get(Caller caller) {
        return transactions
                .readFirst(caller, RetentionQueries::view, FIND, caller.requireTenantId())
                .onItem()
                .ifNull()
                .continueWith(UNSET);
    }

    static RetentionView view(Row row) {
        return new RetentionView(
                row.getInteger("recording_days"), row.getInteger("transcript_days"), row.getLong("version"));
    }
}
