package dev.sotto.jobs.uploads;

import dev.sotto.model.jobs.UploadState;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Reads uploads. They are their creator's alone, but an Admin may remove them. */
@ApplicationScoped
class UploadQueries {

    private static final String FIND = "select " + UploadRow.COLUMNS + """
            from uploads where tenant_id = $1 and id = $2 and ($3 or user_id = $4)
            """;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final ScopedTransaction transactions;
    private final long looks;

    UploadQueries(ScopedTransaction transactions, ResumableSettings settings) {
        this.transactions = transactions;
        this.looks = Math.max(1, settings.answerWithin().dividedBy(LOOK_EVERY));
    }

    /** Returns an upload of the caller's own. */
    Uni<UploadRow> get(Caller caller, UUID id) {
        return find(caller, id, false);
    }

    /** Returns an upload that the caller may remove: their own, or any of the tenant for an Admin. */
    Uni<UploadRow> removable(Caller caller, UUID id) {
        return find(caller, id, caller.has(Role.Admin));
    }

    private Uni<UploadRow> find(Caller caller, UUID id, boolean anyones) {
        return transactions
                .readFirst(caller, UploadRow::of, FIND, caller.requireTenantId(), id, anyones, caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(UploadQueries::requireCurrent);
    }

    /** Returns the upload when it is finished, or as it is when the time to wait is over. */
    Uni<UploadRow> finished(Caller caller, UUID id) {
        return Multi.createBy()
                .repeating()
                .uni(() -> get(caller, id))
                .withDelay(LOOK_EVERY)
                .whilst(upload -> upload.view().state() == UploadState.Checking)
                .select()
                .first(looks)
                .collect()
                .last();
    }

    private static void requireCurrent(UploadRow upload) {
        if (upload.expired() && !upload.busy()) {
            throw Problem.of(ProblemType.GONE, "The upload has expired. Begin a new upload.");
        }
    }
}
