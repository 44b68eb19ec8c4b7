package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.quota.LargestFile;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes jobs of recordings that another feature has received. */
@ApplicationScoped
public class ReceivedRecordings {

    private final SubmitJob submit;
    private final ChooseWorkflow workflows;
    private final Workers workers;

    ReceivedRecordings(SubmitJob submit, ChooseWorkflow workflows, Workers workers) {
        this.submit = submit;
        this.workflows = workflows;
        this.workers = workers;
    }

    /**
     * Fails if the caller may not run the workflow, or if the plan or the engines do not allow what is asked.
     *
     * @param bytes the size of the recording
     * @param pointer what names the size in the request
     */
    public Uni<Void> requireAllowed(Caller caller, JobOptions options, long bytes, String pointer) {
        return workflows
                .choose(caller, options)
                .invoke(choice -> LargestFile.require(choice.plan(), bytes, pointer))
                .replaceWithVoid();
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
