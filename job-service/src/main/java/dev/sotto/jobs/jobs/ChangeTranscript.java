package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.EditedTranscript;
import dev.sotto.jobs.transcripts.Edits;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.model.jobs.TranscriptChange;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Saves what people correct in a transcript as its next revision, or restores an earlier one. What one person saves
 * within ten minutes stays as one revision, the last (docs/adr/0022-edited-transcripts.md).
 */
@ApplicationScoped
class ChangeTranscript {

    /** Older ones go. */
    static final int KEPT_REVISIONS = 200;

    private static final String LOCK = """
            select id from jobs
            where tenant_id = $1 and id = $2 and ($3 or user_id = $4) and status = 'Completed'
                and transcript_removed_at is null
            for no key update
            """;
    private static final String NEWEST = """
            select revision, user_id, impersonator_id, restored, begun_at,
                begun_at > now() - interval '10 minutes' as is_recent
            from transcript_revisions where tenant_id = $1 and job_id = $2
            order by revision desc limit 1
            """;
    private static final String INSERT = """
            insert into transcript_revisions
                (tenant_id, job_id, revision, user_id, impersonator_id, restored, edits, segments, begun_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::timestamptz, now()))
            """;
    private static final String DROP =
            "delete from transcript_revisions where tenant_id = $1 and job_id = $2 and revision = $3";
    private static final String PRUNE = """
            delete from transcript_revisions where tenant_id = $1 and job_id = $2 and revision <= (
                select revision from transcript_revisions where tenant_id = $1 and job_id = $2
                order by revision desc offset $3 limit 1)
            """;

    private final ScopedTransaction transactions;
    private final TranscriptQueries transcripts;

    ChangeTranscript(ScopedTransaction transactions, TranscriptQueries transcripts) {
        this.transactions = transactions;
        this.transcripts = transcripts;
    }

    /** @param ifMatch the revision that the caller has seen */
    Uni<EditedTranscript> change(Caller caller, UUID jobId, TranscriptChange change, @Nullable String ifMatch) {
        String seen = required(ifMatch);
        return transcripts
                .read(caller, jobId, null, saved -> {
                    Responses.requireVersion(seen, saved.revision());
                    return next(saved, RequestedEdits.of(change, saved).applied(saved.edits()), null);
                })
                .call(next -> save(caller, jobId, next))
                .map(Next::answer);
    }

    /** @param number of a revision that is kept, or 0 */
    Uni<EditedTranscript> restore(Caller caller, UUID jobId, long number, @Nullable String ifMatch) {
        String seen = required(ifMatch);
        return transcripts
                .read(caller, jobId, number, TranscriptQueries.Saved::edits)
                .flatMap(earlier -> transcripts.read(caller, jobId, null, saved -> {
                    Responses.requireVersion(seen, saved.revision());
                    return next(saved, earlier, number);
                }))
                .call(next -> save(caller, jobId, next))
                .map(Next::answer);
    }

    private static String required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the header If-Match with the ETag of the transcript as JSON, so that nobody's changes are lost.");
        }
        return ifMatch;
    }

    private static Next next(TranscriptQueries.Saved saved, Edits edits, @Nullable Long restored) {
        long revision = saved.revision() + (edits.equals(saved.edits()) ? 0 : 1);
        List<Segment> changed = edits.differingFrom(saved.edits(), saved.machines());
        return new Next(saved.revision(), edits, restored, new EditedTranscript(revision, changed));
    }

    private Uni<Void> save(Caller caller, UUID jobId, Next next) {
        return next.changesNothing()
                ? Uni.createFrom().voidItem()
                : transactions
                        .sql(caller, transaction -> save(transaction, jobId, next))
                        .replaceWithVoid();
    }

    private Uni<Newest> save(SqlTransaction transaction, UUID jobId, Next next) {
        Caller caller = transaction.caller();
        UUID tenantId = caller.requireTenantId();
        return transaction
                .first(Row::size, LOCK, tenantId, jobId, caller.has(Role.Admin), caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::changedMeanwhile)
                .chain(() -> transaction.first(Newest::of, NEWEST, tenantId, jobId))
                .map(newest -> newest == null ? Newest.NONE : newest)
                .invoke(newest -> Responses.requireVersion("\"" + next.base() + "\"", newest.revision()))
                .call(newest -> insert(transaction, jobId, next, newest));
    }

    private Uni<Void> insert(SqlTransaction transaction, UUID jobId, Next next, Newest newest) {
        Caller caller = transaction.caller();
        UUID tenantId = caller.requireTenantId();
        boolean continues = next.restored() == null && newest.isContinuedBy(caller);
        return transaction
                .execute(
                        INSERT,
                        tenantId,
                        jobId,
                        next.answer().revision(),
                        caller.requireUserId(),
                        caller.impersonatorId(),
                        next.restored(),
                        next.edits().json(),
                        next.edits().segments().size(),
                        continues ? newest.begunAt() : null)
                .chain(() -> continues
                        ? transaction
                                .execute(DROP, tenantId, jobId, newest.revision())
                                .replaceWithVoid()
                        : transaction
                                .execute(PRUNE, tenantId, jobId, KEPT_REVISIONS)
                                .chain(() -> transaction.record(recorded(tenantId, jobId, next))));
    }

    /** Omits what was written. */
    private static Change recorded(UUID tenantId, UUID jobId, Next next) {
        String action = next.restored() == null ? "transcript-edited" : "transcript-restored";
        return new Change(
                action,
                "job",
                jobId,
                tenantId,
                null,
                null,
                Map.of("revision", next.answer().revision()));
    }

    /**
     * What is to be saved.
     *
     * @param base the revision that it changes
     * @param restored the revision that it restores
     */
    private record Next(long base, Edits edits, @Nullable Long restored, EditedTranscript answer) {

        boolean changesNothing() {
            return answer.revision() == base;
        }
    }

    /** The newest revision. */
    private record Newest(
            long revision,
            @Nullable UUID userId,
            @Nullable UUID impersonatorId,
            @Nullable OffsetDateTime begunAt,
            boolean isEditedRecently) {

        static final Newest NONE = new Newest(0, null, null, null, false);

        static Newest of(Row row) {
            return new Newest(
                    row.getLong("revision"),
                    row.getUUID("user_id"),
                    row.getUUID("impersonator_id"),
                    row.getOffsetDateTime("begun_at"),
                    row.getBoolean("is_recent") && row.getLong("restored") == null);
        }

        boolean isContinuedBy(Caller caller) {
            return isEditedRecently
                    && caller.requireUserId().equals(userId)
                    && Objects.equals(caller.impersonatorId(), impersonatorId);
        }
    }
}
