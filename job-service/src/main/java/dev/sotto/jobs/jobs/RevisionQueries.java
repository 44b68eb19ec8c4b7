package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.Edits;
import dev.sotto.model.jobs.RevisionView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what people made of transcripts. The caller must see the job. */
@ApplicationScoped
class RevisionQueries {

    private static final String FIND = """
            select revision, edits from transcript_revisions
            where tenant_id = $1 and job_id = $2 and ($3::bigint is null or revision = $3)
            order by revision desc limit 1
            """;
    private static final String LIST = """
            select * from (
                select revision, user_id, impersonator_id, restored, segments, created_at from transcript_revisions
                where tenant_id = $1 and job_id = $2
                union all
                select 0, null, null, null, 0, completed_at from jobs where tenant_id = $1 and id = $2
            ) saved
            where revision < $3
            order by revision desc limit $4
            """;

    private final ScopedTransaction transactions;

    RevisionQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** @param number null is the newest, 0 what the machine wrote */
    Uni<Revision> find(Caller caller, UUID jobId, @Nullable Long number) {
        return number != null && number == 0
                ? Uni.createFrom().item(Revision.MACHINES)
                : transactions
                        .readFirst(caller, Revision::of, FIND, caller.requireTenantId(), jobId, number)
                        .map(found -> foundOf(found, number));
    }

    private static Revision foundOf(@Nullable Revision found, @Nullable Long number) {
        if (found == null && number != null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "The transcript has no revision " + number + ". It may have become part of a later one.");
        }
        return found == null ? Revision.MACHINES : found;
    }

    /** The newest first, at last revision 0. */
    Uni<Page<RevisionView>> list(Caller caller, UUID jobId, PageRequest page) {
        return transactions
                .read(
                        caller,
                        RevisionQueries::view,
                        LIST,
                        caller.requireTenantId(),
                        jobId,
                        number(page.before()),
                        page.fetch())
                .map(rows -> page.page(rows, revision -> new UUID(0, revision.revision())));
    }

    /** Pages are asked for by ids; the id of a revision is its number. */
    private static long number(UUID id) {
        return id.getMostSignificantBits() == 0 ? id.getLeastSignificantBits() : Long.MAX_VALUE;
    }

    private static RevisionView view(Row row) {
        return new RevisionView(
                row.getLong("revision"),
                row.getUUID("user_id"),
                row.getUUID("impersonator_id"),
                row.getLong("restored"),
                row.getInteger("segments"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /**
     * A saved state of a transcript.
     *
     * @param json its edits; null for revision 0
     */
    record Revision(long number, @Nullable String json) {

        static final Revision MACHINES = new Revision(0, null);

        static Revision of(Row row) {
            return new Revision(row.getLong("revision"), row.getString("edits"));
        }

        /** May take a while. */
        Edits edits() {
            return json == null ? Edits.NONE : Edits.read(json);
        }
    }
}
