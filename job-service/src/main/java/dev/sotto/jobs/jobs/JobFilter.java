package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobStatus;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filter and the order of a list of jobs, as query parameters. An absent parameter matches everything. */
public class JobFilter {

    private static final String NEWEST_FIRST = "-created_at";
    private static final String OLDEST_FIRST = "created_at";

    @QueryParam("search")
    @Size(max = 255)
    @Parameter(description = "A part of the title or of the file name, in any case; no character is a wildcard")
    @Nullable
    String search;

    @QueryParam("status")
    @Parameter(description = "Given several times, it matches each of them")
    @Nullable
    List<JobStatus> status;

    @QueryParam("user_id")
    @Parameter(description = "Jobs of one user; others than an Admin find only their own")
    @Nullable
    UUID userId;

    @QueryParam("workflow_id")
    @Parameter(description = "Jobs that one workflow runs")
    @Nullable
    UUID workflowId;

    @QueryParam("from")
    @Parameter(description = "Created at this instant or later")
    @Nullable
    Instant from;

    @QueryParam("to")
    @Parameter(description = "Created before this instant")
    @Nullable
    Instant to;

    @QueryParam("sort")
    @Parameter(
            description = "The order: -created_at (the newest first) when absent",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {NEWEST_FIRST, OLDEST_FIRST}))
    @Nullable
    String sort;

    /** Returns the parameters of {@link JobList#MATCHING}, in order. */
    List<@Nullable Object> parameters() {
        return Arrays.asList(statuses(), workflowId, utc(from), until(), search);
    }

    /** Returns whether the filter asks for more than one person's jobs. */
    boolean narrows() {
        return parameters().stream().anyMatch(Objects::nonNull);
    }

    @Nullable
    UUID user() {
        return userId;
    }

    boolean oldestFirst() {
        if (sort != null && !sort.equals(OLDEST_FIRST) && !sort.equals(NEWEST_FIRST)) {
            throw Problem.invalid(Fault.notOneOf("?sort", List.of(NEWEST_FIRST, OLDEST_FIRST)));
        }
        return OLDEST_FIRST.equals(sort);
    }

    private String @Nullable [] statuses() {
        return status == null || status.isEmpty()
                ? null
                : status.stream().map(JobStatus::name).toArray(String[]::new);
    }

    private @Nullable OffsetDateTime until() {
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.invalid(new Fault("?to", FaultCode.OUT_OF_RANGE, "must be later than from"));
        }
        return utc(to);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
