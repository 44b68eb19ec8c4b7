package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses filters of jobs and builds the response for one job. */
final class JobFilter {

    private JobFilter() {}

    /** Parses {@code ?status=}; null for all. */
    static @Nullable JobStatus status(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "?status",
                        "must be one of "
                                + Arrays.stream(JobStatus.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** Progress and queue position change without a new version, so only an ended job may answer 304. */
    static Response answer(Request request, JobView job) {
        return job.status().isFinal()
                ? Responses.versioned(request, job.version(), job)
                : Response.ok(job)
                        .tag(new EntityTag(Long.toString(job.version())))
                        .build();
    }
}
