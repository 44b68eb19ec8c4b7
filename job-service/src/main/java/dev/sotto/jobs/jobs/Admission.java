package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.EndedJob;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Creates a job with its reservation and its queue entry, in one transaction. */
@ApplicationScoped
class Admission {

    private static final String INSERT = """
            with job as (
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, file_path, file_name,
                    file_bytes, audio_ms, reserved_ms, reserved_bytes, title, track, channels, keep_recording,
                    media_type, warnings, priority, settings)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                    cast(cast($20 as text) as jsonb))
                returning
            """ + JobRow.COLUMNS + """
            )
            select * from job
            """;

    /** PostgreSQL's names of the foreign keys from a job to its workflow. */
    private static final String WORKFLOW = "jobs_tenant_id_workflow_id_fkey";

    private static final String VERSION = "jobs_tenant_id_workflow_id_workflow_version_fkey";

    private final ScopedTransaction transactions;
    private final Quota quota;
    private final EnqueueJob enqueue;
    private final Idempotency idempotency;

    Admission(ScopedTransaction transactions, Quota quota, EnqueueJob enqueue, Idempotency idempotency) {
        this.transactions = transactions;
        this.quota = quota;
        this.enqueue = enqueue;
        this.idempotency = idempotency;
    }

    /** Admits a recording that is already stored, or fails without leaving a row. */
    Uni<JobView> admit(Caller caller, Candidate candidate, Idempotency.Request request) {
        Reservation asked = Reservation.forRecording(
                candidate.media().billedMs(), candidate.media().bytes());
        return transactions
                .sql(
                        caller,
                        transaction -> idempotency
                                .remember(transaction, request, candidate.id())
                                .chain(() -> quota.reserve(
                                        transaction,
                                        caller.requireTenantId(),
                                        candidate.account().anchor(),
                                        asked))
                                .chain(() -> insert(transaction, candidate, asked))
                                .call(job -> enqueue.enqueue(transaction, job.tenantId(), job.id()))
                                .call(job -> transaction.record(created(job))))
                .onFailure(Admission::isOfGoneWorkflow)
                .transform(failure -> Problem.notFound());
    }

    /** The workflow was deleted while the recording was measured. */
    static boolean isOfGoneWorkflow(Throwable failure) {
        return DatabaseErrors.isConflict(failure, WORKFLOW) || DatabaseErrors.isConflict(failure, VERSION);
    }

    private static Uni<JobView> insert(SqlTransaction transaction, Candidate candidate, Reservation reserved) {
        Caller caller = transaction.caller();
        UUID tenantId = caller.requireTenantId();
        return transaction
                .first(
                        JobRow::view,
                        INSERT,
                        candidate.id(),
                        tenantId,
                        caller.requireResellerId(),
                        caller.requireUserId(),
                        candidate.choice().workflowId(),
                        candidate.choice().version(),
                        JobFiles.input(tenantId, candidate.id()),
                        candidate.fileName(),
                        candidate.media().bytes(),
                        candidate.media().billedMs(),
                        reserved.millis(),
                        reserved.bytes(),
                        candidate.options().title(),
                        candidate.options().track(),
                        candidate.options().channels().word(),
                        candidate.options().keepRecording(),
                        candidate.media().mediaType(),
                        EndedJob.words(candidate.media().warnings()),
                        candidate.options().priority().word(),
                        JobRow.json(candidate.options().settings()))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("a job was not inserted"));
    }

    /** Omits the file name, because the platform can read the audit log. */
    private static Change created(JobView job) {
        Map<String, Object> facts =
                Map.of("workflow_id", job.workflowId(), "audio_ms", job.audioMs(), "file_bytes", job.fileBytes());
        return Change.created("job", job.id(), job.tenantId(), null, facts);
    }

    /** A recording that may become a job. */
    record Candidate(UUID id, QuotaAccount account, ChooseWorkflow.Choice choice, String fileName, MediaInfo media) {

        JobOptions options() {
            return choice.options();
        }
    }
}
