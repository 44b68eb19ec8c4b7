package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.paging.QueryParameters;
import dev.sotto.runtime.paging.Responses;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What callers ask of jobs, and how one is answered. */
final class JobFilter {

    private JobFilter() {}

    /** {@code ?status=}; null for all. */
    static @Nullable JobStatus status(@Nullable String wanted) {
        return QueryParameters.word("status", wanted, JobStatus.class);
    }

    /** Progress and place in the queue move without a new version: only a job that has ended may be "not modified". */
    static Response answer(Request request, JobView job) {
        return job.status().isFinal()
                ? Responses.versioned(request, job.version(), job)
                : Response.ok(job)
                        .tag(new EntityTag(Long.toString(job.version())))
                        .build();
    }
}
