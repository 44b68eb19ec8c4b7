package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes jobs of recordings that another feature has received. */
@ApplicationScoped
public class ReceivedRecordings {

    private final SubmitJob submit;
    private final Admission admission;
    private final Workers workers;

    ReceivedRecordings(SubmitJob submit, Admission admission, Workers workers) {
        this.submit = submit;
        this.admission = admission;
        this.workers = workers;
    }

    /** Fails if the caller may not run the workflow. */
    public Uni<Void> requireWorkflow(Caller caller, UUID workflowId) {
        return admission.workflowVersion(caller, workflowId).replaceWithVoid();
    }

    /**
     * Submits a recording as {@code submitJob} does: hashed, measured, kept and admitted, or nothing of it remains.
     *
     * @param recheck called first, and again after the recording was measured, which may take minutes
     * @param spooled the file; if a job is made of it, it is no longer there
     * @param idempotencyKey the same recording with the same key is submitted once
     */
    public Uni<JobView> submit(
            Supplier<Uni<Caller>> recheck, Path spooled, String fileName, JobOptions options, String idempotencyKey) {
        return submit.submit(recheck, new Upload(spooled, fileName, options), idempotencyKey)
                .invoke(workers::wake);
    }
}
