package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.jobs.JobDetails;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes the title of a job, in any of its states. */
@ApplicationScoped
class ChangeJob {

    private static final String LOCK = "select " + JobRow.COLUMNS + """
            from jobs where tenant_id = $1 and id = $2 and ($3 or user_id = $4) for no key update
            """;
    private static final String CHANGE = """
            update jobs set title = $3, version = version + 1, updated_at = now() where tenant_id = $1 and id = $2
            """;

    private final ScopedTransaction transactions;
    private final JobQueries queries;
    private final MergePatch mergePatch;

    ChangeJob(ScopedTransaction transactions, JobQueries queries, MergePatch mergePatch) {
        this.transactions = transactions;
        this.queries = queries;
        this.mergePatch = mergePatch;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<JobView> change(Caller caller, UUID id, JsonNode patch, @Nullable String ifMatch) {
        return transactions
                .sql(caller, transaction -> change(transaction, id, patch, ifMatch))
                .chain(() -> queries.get(caller, id));
    }

    private Uni<JobView> change(SqlTransaction transaction, UUID id, JsonNode patch, @Nullable String ifMatch) {
        Caller caller = transaction.caller();
        return transaction
                .first(JobRow::view, LOCK, caller.requireTenantId(), id, caller.has(Role.Admin), caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(job -> Responses.requireVersion(ifMatch, job.version()))
                .call(job -> apply(transaction, job, patch));
    }

    private Uni<Void> apply(SqlTransaction transaction, JobView job, JsonNode patch) {
        JobDetails before = new JobDetails(job.title());
        JobDetails details = mergePatch.apply(before, JobDetails.class, patch);
        return details.equals(before)
                ? Uni.createFrom().voidItem()
                : transaction
                        .execute(CHANGE, job.tenantId(), job.id(), details.title())
                        .chain(() -> transaction.record(changed(job)));
    }

    /** Omits the title, because the platform can read the audit log. */
    private static Change changed(JobView job) {
        return new Change("changed", "job", job.id(), job.tenantId(), null, null, Map.of("version", job.version() + 1));
    }
}
