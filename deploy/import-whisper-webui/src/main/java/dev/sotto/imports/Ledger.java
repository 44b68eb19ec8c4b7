package dev.sotto.imports;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes jobs and their ledger rows, and knows the progress of an import. */
final class Ledger {

    /** Smaller than every row id. */
    static final long NONE = Long.MIN_VALUE;

    private static final String WORKFLOW = """
            {"nodes": [{"id": "transcription", "type": "transcription", "config": {}},
                       {"id": "export", "type": "export", "config": {}}],
             "edges": [{"from": "transcription", "to": "export"}]}
            """;
    private static final String ADD_WORKFLOW = """
            insert into workflows (id, tenant_id, user_id, name, description, config)
            values (?, ?, ?, 'Imported from Whisper-WebUI', 'What the jobs of Whisper-WebUI were taken over under.', ?::jsonb)
            """;
    private static final String ADD_VERSION = """
            insert into workflow_versions (tenant_id, workflow_id, version, config) values (?, ?, 1, ?::jsonb)
            """;
    private static final String ADD_IMPORT = """
            insert into imports (tenant_id, reseller_id, user_id, workflow_id, source_key, state)
            values (?, ?, ?, ?, ?, 'Copying')
            """;
    private static final String AUDIT = """
            insert into audit_log (id, tenant_id, reseller_id, scope, actor, action, subject_type, subject_id, request_id)
            values (gen_random_uuid(), ?, ?, 'system', 'import-whisper-webui', ?, 'workflow', ?, 'import-whisper-webui')
            """;
    // Nothing is reserved and nothing counts as stored: see docs/adr/0007-import-whisper-webui.md.
    private static final String ADD_JOB = """
            insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, file_path, file_name,
                file_bytes, audio_ms, reserved_ms, reserved_bytes, result_path, progress, attempt, reason, error,
                processing_time, created_at, updated_at, completed_at)
            values (?, ?, ?, ?, ?, 1, ?, ?, ?, 0, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String ADD_ROW = """
            insert into imported_tasks (tenant_id, source_id, task_uuid, job_id, refusal, source_hash, result_hash,
                result_bytes)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JobDatabase database;

    Ledger(JobDatabase database) {
        this.database = database;
    }

    /** Finds the import into a tenant; null if there is none. */
    @Nullable
    Import find(UUID tenantId) {
        return database.once(
                """
                select reseller_id, user_id, source_key, state, (select max(source_id) from imported_tasks t
                    where t.tenant_id = i.tenant_id) as last
                from imports i where tenant_id = ?
                """,
                row -> new Import(
                        Place.of(tenantId, row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        row.getBytes(3),
                        State.valueOf(row.getString(4)),
                        row.getObject(5) == null ? NONE : row.getLong(5)),
                tenantId);
    }

    /** Records the import, with the workflow of its jobs. */
    Import begin(Place place, byte[] sourceKey) {
        return database.inTransaction(() -> {
            database.update(ADD_WORKFLOW, place.workflowId(), place.tenantId(), place.ownerId(), WORKFLOW);
            database.update(ADD_VERSION, place.tenantId(), place.workflowId(), WORKFLOW);
            database.update(
                    ADD_IMPORT, place.tenantId(), place.resellerId(), place.ownerId(), place.workflowId(), sourceKey);
            audit(place, "imported");
            return new Import(place, sourceKey, State.Copying, NONE);
        });
    }

    /** Saves the state for the next run. */
    void enter(Place place, State state) {
        int changed = database.inTransaction(() -> database.update(
                "update imports set state = ?, finished_at = case when ? = 'Complete' then now() end where tenant_id = ?",
                state.name(),
                state.name(),
                place.tenantId()));
        if (changed != 1) {
            throw new IllegalStateException("no import of tenant " + place.tenantId());
        }
    }

    /** Updates PostgreSQL's statistics. Without them, it would join a million rows one by one. */
    void analyze() {
        database.inTransaction(() -> database.update("analyze jobs, imported_tasks"));
    }

    void audit(Place place, String action) throws SQLException {
        database.update(AUDIT, place.tenantId(), place.resellerId(), action, place.workflowId());
    }

    /** Writes a batch: jobs and ledger rows together. */
    void add(Place place, List<Entry> entries) {
        database.inTransaction(() -> {
            try (PreparedStatement jobs = database.connection().prepareStatement(ADD_JOB);
                    PreparedStatement rows = database.connection().prepareStatement(ADD_ROW)) {
                for (Entry entry : entries) {
                    if (entry.candidate() != null) {
                        job(jobs, place, entry.candidate());
                        jobs.addBatch();
                    }
                    row(rows, place, entry);
                    rows.addBatch();
                }
                jobs.executeBatch();
                rows.executeBatch();
            }
            return null;
        });
    }

    private static void job(PreparedStatement statement, Place place, Candidate job) throws SQLException {
        OffsetDateTime ended = job.endedAt().atOffset(ZoneOffset.UTC);
        JobDatabase.bind(
                statement,
                job.id(),
                place.tenantId(),
                place.resellerId(),
                place.ownerId(),
                place.workflowId(),
                job.status().name(),
                job.filePath(place.tenantId()),
                job.fileName(),
                job.audioMs(),
                job.resultPath(place.tenantId()),
                job.progress(),
                job.attempts(),
                job.reason(),
                job.error(),
                job.processingSeconds(),
                job.createdAt().atOffset(ZoneOffset.UTC),
                ended,
                ended);
    }

    private static void row(PreparedStatement statement, Place place, Entry entry) throws SQLException {
        Candidate job = entry.candidate();
        JobDatabase.bind(
                statement,
                place.tenantId(),
                entry.sourceId(),
                entry.uuid(),
                job == null ? null : job.id(),
                entry.refusal(),
                entry.sourceHash(),
                entry.transcriptHash(),
                entry.transcriptBytes());
    }

    /** The state of an import. */
    enum State {
        Copying,
        Complete,
        RollingBack
    }

    /** @param last the highest id of the source's finished rows, or {@link #NONE} */
    record Import(Place place, byte[] sourceKey, State state, long last) {}

    /**
     * The result of one row of the source.
     *
     * @param candidate null if the row was refused
     */
    record Entry(
            long sourceId,
            @Nullable String uuid,
            byte[] sourceHash,
            @Nullable Candidate candidate,
            @Nullable String refusal) {

        static Entry of(TaskReader reader, SourceRow row) {
            String uuid = TaskReader.shownUuid(row);
            try {
                return new Entry(row.id(), uuid, row.hash(), reader.read(row), null);
            } catch (Unfit unfit) {
                return new Entry(row.id(), uuid, row.hash(), null, unfit.getMessage());
            }
        }

        byte @Nullable [] transcriptHash() {
            return candidate == null ? null : candidate.transcriptHash();
        }

        long transcriptBytes() {
            return candidate == null || candidate.transcript() == null ? 0 : candidate.transcript().length;
        }
    }
}
