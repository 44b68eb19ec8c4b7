package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.quota.LargestFile;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.http.Declared;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accepts a recording as a job, or leaves nothing of it. */
@ApplicationScoped
class SubmitJob {

    private static final String OPERATION = "submitJob";
    private static final String FILE = "/file";

    private final Uploads uploads;
    private final TenantQuotas entitlements;
    private final Intake intake;
    private final ChooseWorkflow workflows;
    private final Admission admission;
    private final Idempotency idempotency;
    private final JobQueries queries;
    private final Workers workers;

    SubmitJob(
            Uploads uploads,
            TenantQuotas entitlements,
            Intake intake,
            ChooseWorkflow workflows,
            Admission admission,
            Idempotency idempotency,
            JobQueries queries,
            Workers workers) {
        this.uploads = uploads;
        this.entitlements = entitlements;
        this.intake = intake;
        this.workflows = workflows;
        this.admission = admission;
        this.idempotency = idempotency;
        this.queries = queries;
        this.workers = workers;
    }

    /**
     * @param recheck called when the whole recording has arrived, which may be long after the head
     * @param request a request whose body was not read yet
     */
    Uni<JobView> submit(
            Caller caller,
            Supplier<Uni<Caller>> recheck,
            HttpServerRequest request,
            FormFields fields,
            @Nullable String idempotencyKey) {
        return idempotency
                .isRepeated(caller, OPERATION, idempotencyKey)
                .flatMap(repeated -> repeated ? Uni.createFrom().voidItem() : requireRoom(caller, request))
                .flatMap(room ->
                        uploads.receive(caller, request, fields, upload -> submit(recheck, upload, idempotencyKey)))
                .invoke(workers::wake);
    }

    private Uni<Void> requireRoom(Caller caller, HttpServerRequest request) {
        long declared = Declared.isChunked(request) ? 0 : Declared.length(request);
        long atLeast = declared - UploadForm.LARGEST_ENVELOPE;
        return entitlements
                .account(caller)
                .invoke(QuotaAccount::requireActive)
                .invoke(account -> account.requireRoomFor(atLeast, declared, 0))
                .chain(() -> entitlements.features(caller))
                .invoke(plan -> LargestFile.require(plan, atLeast, FILE))
                .replaceWithVoid();
    }

    /** @param recheck called first, and again after the recording was measured, which may take minutes */
    Uni<JobView> submit(Supplier<Uni<Caller>> recheck, Upload upload, @Nullable String idempotencyKey) {
        return recheck.get()
                .flatMap(caller -> intake.hash(upload)
                        .map(hash -> Idempotency.Request.ofHash(OPERATION, idempotencyKey, hash))
                        .flatMap(request -> idempotency.once(
                                caller,
                                request,
                                () -> take(caller, recheck, upload, request),
                                id -> queries.get(caller, id))));
    }

    private Uni<JobView> take(
            Caller caller, Supplier<Uni<Caller>> recheck, Upload upload, Idempotency.Request request) {
        return entitlements
                .account(caller)
                .invoke(QuotaAccount::requireActive)
                .flatMap(account -> workflows
                        .choose(caller, upload.options())
                        .call(choice ->
                                intake.size(upload).invoke(bytes -> LargestFile.require(choice.plan(), bytes, FILE)))
                        .flatMap(choice ->
                                intake.measure(upload).map(media -> candidate(account, upload, choice, media))))
                .flatMap(candidate -> recheck.get().flatMap(now -> keep(now, upload, candidate, request)));
    }

    private Uni<JobView> keep(
            Caller caller, Upload upload, Admission.Candidate candidate, Idempotency.Request request) {
        UUID tenantId = caller.requireTenantId();
        return intake.keep(upload, JobFiles.input(tenantId, candidate.id()))
                .chain(() -> admission.admit(caller, candidate, request))
                .onFailure(failure -> !DatabaseErrors.mayHaveCommitted(failure))
                .call(() -> intake.remove(tenantId, candidate.id()));
    }

    private static Admission.Candidate candidate(
            QuotaAccount account, Upload upload, ChooseWorkflow.Choice choice, MediaInfo media) {
        return new Admission.Candidate(Ids.next(), account, choice, upload.fileName(), media);
    }
}
