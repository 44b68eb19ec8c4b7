package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.quota.Entitlements;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Unavailability;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a recording in as a job, or leaves nothing of it. */
@ApplicationScoped
class SubmitJob {

    private final Entitlements entitlements;
    private final Intake intake;
    private final Admission admission;
    private final Idempotency idempotency;
    private final JobQueries queries;
    private final Workers workers;

    SubmitJob(
            Entitlements entitlements,
            Intake intake,
            Admission admission,
            Idempotency idempotency,
            JobQueries queries,
            Workers workers) {
        this.entitlements = entitlements;
        this.intake = intake;
        this.admission = admission;
        this.idempotency = idempotency;
        this.queries = queries;
        this.workers = workers;
    }

    Uni<JobView> submit(Caller caller, Upload upload, @Nullable String idempotencyKey) {
        return intake.hash(upload)
                .map(hash -> Idempotency.Request.ofHash("submitJob", idempotencyKey, hash))
                .flatMap(request -> idempotency.once(
                        caller, request, () -> take(caller, upload, request), id -> queries.get(caller, id)))
                .invoke(workers::wake);
    }

    private Uni<JobView> take(Caller caller, Upload upload, Idempotency.Request request) {
        return entitlements
                .account(caller)
                .invoke(QuotaAccount::requireActive)
                .flatMap(account -> admission
                        .workflowVersion(caller, upload.workflowId())
                        .flatMap(version ->
                                intake.measure(upload).map(media -> candidate(account, upload, version, media))))
                .flatMap(candidate -> keep(caller, upload, candidate, request));
    }

    private Uni<JobView> keep(
            Caller caller, Upload upload, Admission.Candidate candidate, Idempotency.Request request) {
        UUID tenantId = caller.requireTenantId();
        return intake.keep(upload, tenantId, candidate.id())
                .chain(() -> admission.admit(caller, candidate, request))
                .onFailure(failure -> !Unavailability.mayHaveCommitted(failure))
                .call(() -> intake.remove(tenantId, candidate.id()));
    }

    private static Admission.Candidate candidate(
            QuotaAccount account, Upload upload, long workflowVersion, MediaInfo media) {
        return new Admission.Candidate(
                Ids.next(), account, upload.workflowId(), workflowVersion, upload.fileName(), media);
    }
}
