package dev.sotto.imports;

import dev.sotto.model.jobs.JobStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cursor over the ledger with the current jobs, in the order of the source's ids. */
final class LedgerRows implements AutoCloseable {

    private static final int FETCH = 1000;
    private static final String ROWS = """
            select t.source_id, t.source_hash, t.job_id, t.result_hash, j.version, j.reseller_id, j.user_id, j.workflow_id,
                j.status, j.audio_ms, j.created_at, j.completed_at, j.result_path
            from imported_tasks t left join jobs j on j.tenant_id = t.tenant_id and j.id = t.job_id
            where t.tenant_id = ? order by t.source_id
            """;

    private final PreparedStatement statement;
    private final ResultSet rows;

    private LedgerRows(PreparedStatement statement, ResultSet rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** Must be called inside a transaction, which holds the cursor. */
    static LedgerRows of(JobDatabase database, UUID tenantId) throws SQLException {
        PreparedStatement statement = database.connection().prepareStatement(ROWS);
        statement.setFetchSize(FETCH);
        statement.setObject(1, tenantId);
        return new LedgerRows(statement, statement.executeQuery());
    }

    /** Returns the next row; null after the last. */
    @Nullable
    Row next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        return new Row(rows.getLong(1), rows.getBytes(2), rows.getObject(3, UUID.class), rows.getBytes(4), job());
    }

    private @Nullable Job job() throws SQLException {
        long version = rows.getLong(5);
        if (rows.wasNull()) {
            return null;
        }
        return new Job(
                version,
                rows.getObject(6, UUID.class),
                rows.getObject(7, UUID.class),
                rows.getObject(8, UUID.class),
                JobStatus.valueOf(rows.getString(9)),
                rows.getLong(10),
                rows.getObject(11, OffsetDateTime.class).toInstant(),
                instant(12),
                rows.getString(13));
    }

    private @Nullable Instant instant(int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /**
     * A row of the ledger.
     *
     * @param jobId null if the row was refused
     * @param job null also if people have removed the job since
     */
    record Row(
            long sourceId,
            byte[] sourceHash,
            @Nullable UUID jobId,
            byte @Nullable [] transcriptHash,
            @Nullable Job job) {}

    /** The current state of a job. */
    record Job(
            long version,
            UUID resellerId,
            UUID userId,
            UUID workflowId,
            JobStatus status,
            long audioMs,
            Instant createdAt,
            @Nullable Instant completedAt,
            @Nullable String resultPath) {

        /** Every change of a job increases its version. */
        boolean isUnchanged() {
            return version == 1;
        }

        boolean isAs(Place place, Candidate wanted) {
            return resellerId.equals(place.resellerId())
                    && userId.equals(place.ownerId())
                    && workflowId.equals(place.workflowId())
                    && status == wanted.status()
                    && audioMs == wanted.audioMs()
                    && createdAt.equals(wanted.createdAt())
                    && wanted.endedAt().equals(completedAt)
                    && java.util.Objects.equals(resultPath, wanted.resultPath(place.tenantId()));
        }
    }
}
