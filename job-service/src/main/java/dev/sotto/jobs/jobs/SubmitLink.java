package dev.sotto.jobs.jobs;

import dev.sotto.jobs.fetch.FetchRecording;
import dev.sotto.jobs.fetch.FetchSettings;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.SubmitUrl;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accepts the URL of a recording as a job, which {@link Fetchers} fetch. */
@ApplicationScoped
class SubmitLink {

    private static final String OPERATION = "submitJob";
    private static final int RETRY_AFTER_SECONDS = 60;
    /** One after the other, so that together they do not exceed the limit. */
    private static final String LOCK = "select 1 as locked from quota_accounts where tenant_id = $1 for no key update";

    private static final String WAITING = "select count(*) as waiting from fetches where tenant_id = $1";
    private static final String INSERT = """
            with job as (
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, file_path, file_name,
                    title, track, channels, keep_recording, file_bytes, audio_ms, reserved_ms, reserved_bytes, fetch_received,
                    priority, settings)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, 0, 0, 0, $17,
                    cast(cast($18 as text) as jsonb))
                returning reseller_id,
            """ + JobRow.COLUMNS + """
            ), wanted as (
                insert into fetches (job_id, tenant_id, reseller_id, user_id, url, role, api_key_id, impersonator_id)
                select id, tenant_id, reseller_id, user_id, $13, $14, $15, $16 from job
            )
            select * from job
            """;

    private final ScopedTransaction transactions;
    private final FetchRecording fetchRecording;
    private final TenantQuotas quotas;
    private final ChooseWorkflow workflows;
    private final DiskRoom room;
    private final Idempotency idempotency;
    private final JobQueries queries;
    private final Fetchers fetchers;
    private final int waitingPerTenant;

    SubmitLink(
            ScopedTransaction transactions,
            FetchRecording fetchRecording,
            TenantQuotas quotas,
            ChooseWorkflow workflows,
            DiskRoom room,
            Idempotency idempotency,
            JobQueries queries,
            Fetchers fetchers,
            FetchSettings settings) {
        this.transactions = transactions;
        this.fetchRecording = fetchRecording;
        this.quotas = quotas;
        this.workflows = workflows;
        this.room = room;
        this.idempotency = idempotency;
        this.queries = queries;
        this.fetchers = fetchers;
        this.waitingPerTenant = settings.waitingPerTenant();
    }

    /** Returns the job, whose recording is still to be fetched. */
    Uni<JobView> submit(Caller caller, SubmitUrl asked, @Nullable String idempotencyKey) {
        Idempotency.Request request = Idempotency.Request.of(OPERATION, idempotencyKey, asked);
        return idempotency
                .once(caller, request, () -> create(caller, asked, request), id -> queries.get(caller, id))
                .invoke(fetchers::wake);
    }

    private Uni<JobView> create(Caller caller, SubmitUrl asked, Idempotency.Request request) {
        String fileName = fetchRecording.requireUrl(asked.url());
        JobOptions options = JobOptions.of(asked);
        return quotas.account(caller)
                .invoke(QuotaAccount::requireActive)
                .invoke(account -> account.requireRoomFor(1))
                .invoke(room::requireRoom)
                .chain(() -> workflows.choose(caller, options))
                .flatMap(choice -> transactions.sql(
                        caller,
                        transaction ->
                                insert(transaction, request, new Link(Ids.next(), asked.url(), fileName, choice))))
                .onFailure(Admission::isOfGoneWorkflow)
                .transform(failure -> Problem.notFound());
    }

    private Uni<JobView> insert(SqlTransaction transaction, Idempotency.Request request, Link link) {
        Caller caller = transaction.caller();
        UUID tenantId = caller.requireTenantId();
        Sender sender = Sender.of(caller);
        return idempotency
                .remember(transaction, request, link.jobId())
                .chain(() -> transaction.execute(LOCK, tenantId))
                .chain(() -> transaction.first(row -> row.getLong("waiting"), WAITING, tenantId))
                .invoke(this::requireFewer)
                .chain(() -> transaction.first(
                        JobRow::view,
                        INSERT,
                        link.jobId(),
                        tenantId,
                        sender.resellerId(),
                        sender.userId(),
                        link.choice().workflowId(),
                        link.choice().version(),
                        JobFiles.input(tenantId, link.jobId()),
                        link.fileName(),
                        link.options().title(),
                        link.options().track(),
                        link.options().channels().word(),
                        link.options().keepRecording(),
                        link.url(),
                        sender.role().name(),
                        sender.apiKeyId(),
                        sender.impersonatorId(),
                        link.options().priority().word(),
                        JobRow.json(link.options().settings())))
                .call(job -> transaction.record(
                        Change.created("job", job.id(), tenantId, null, Map.of("workflow_id", job.workflowId()))));
    }

    private void requireFewer(long waiting) {
        if (waiting >= waitingPerTenant) {
            throw Problem.tooManyRequests(
                    "The organisation already has " + waitingPerTenant
                            + " recordings that are fetched or wait for it. Wait until some have arrived.",
                    RETRY_AFTER_SECONDS);
        }
    }

    private record Link(UUID jobId, String url, String fileName, ChooseWorkflow.Choice choice) {

        JobOptions options() {
            return choice.options();
        }
    }
}
