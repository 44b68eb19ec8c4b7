package dev.sotto.jobs.jobs;

import dev.sotto.jobs.queue.QueuePositions;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.model.jobs.JobPage;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the jobs that a caller may see: an Admin all jobs of the tenant, others their own. */
@ApplicationScoped
class JobQueries {

    private static final String GET = "select " + JobRow.COLUMNS + """
            from jobs
            where tenant_id = $1 and id = $2 and ($3 or user_id = $4)
            """;
    private static final String RESULT = """
            select j.status, j.file_name, j.result_path, j.transcript_removed_at, array(
                select jsonb_path_query(v.config, '$.nodes[*] ? (@.type == "export").config.formats[*]') #>> '{}'
            ) as exported
            from jobs j
            join workflow_versions v
                on v.tenant_id = j.tenant_id and v.workflow_id = j.workflow_id and v.version = j.workflow_version
            where j.tenant_id = $1 and j.id = $2 and ($3 or j.user_id = $4)
            """;

    private final ScopedTransaction transactions;
    private final QueuePositions positions;

    JobQueries(ScopedTransaction transactions, QueuePositions positions) {
        this.transactions = transactions;
        this.positions = positions;
    }

    Uni<JobPage> list(Caller caller, JobFilter filter, PageRequest page) {
        JobList list = JobList.of(caller, filter);
        Object[] wanted = list.ofPage(page);
        if (JobList.isHidden(caller, filter)) {
            return Uni.createFrom().item(new JobPage(List.of(), null, 0L));
        }
        Uni<Page<JobView>> jobs =
                transactions.read(caller, JobRow::view, list.page(), wanted).map(rows -> page.page(rows, JobView::id));
        return jobs.flatMap(found -> withPositions(caller, found.items())
                .flatMap(items -> total(caller, list).map(total -> new JobPage(items, found.nextCursor(), total))));
    }

    private Uni<@Nullable Long> total(Caller caller, JobList list) {
        return transactions
                .read(caller, row -> row.getLong("total"), list.count(), list.ofCount())
                .map(counted -> counted.get(0) > JobPage.MOST_COUNTED ? null : counted.get(0));
    }

    Uni<JobView> get(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller,
                        JobRow::view,
                        GET,
                        caller.requireTenantId(),
                        id,
                        caller.has(Role.Admin),
                        caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .flatMap(job -> positions
                        .of(job.tenantId(), queued(List.of(job)))
                        .map(places -> JobRow.queued(job, places.get(job.id()))));
    }

    Uni<Result> result(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller,
                        JobQueries::result,
                        RESULT,
                        caller.requireTenantId(),
                        id,
                        caller.has(Role.Admin),
                        caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static Result result(Row row) {
        return new Result(
                JobStatus.valueOf(row.getString("status")),
                row.getString("file_name"),
                row.getString("result_path"),
                JobRow.instant(row.getOffsetDateTime("transcript_removed_at")),
                Arrays.stream(row.getArrayOfStrings("exported"))
                        .flatMap(name -> TranscriptFormat.byExtension(name).stream())
                        .toList());
    }

    private Uni<List<JobView>> withPositions(Caller caller, List<JobView> jobs) {
        return positions
                .of(caller.requireTenantId(), queued(jobs))
                .map(places -> jobs.stream()
                        .map(job -> JobRow.queued(job, places.get(job.id())))
                        .toList());
    }

    private static List<UUID> queued(List<JobView> jobs) {
        return jobs.stream()
                .filter(job -> job.status() == JobStatus.Queued)
                .map(JobView::id)
                .toList();
    }

    /**
     * The result of a job.
     *
     * @param path the transcript's path; only if Completed
     * @param removedAt when the transcript was removed; null while it is kept
     * @param exported the formats of the export node of the job's workflow version, in order
     */
    record Result(
            JobStatus status,
            String fileName,
            @Nullable String path,
            @Nullable Instant removedAt,
            List<TranscriptFormat> exported) {}
}
