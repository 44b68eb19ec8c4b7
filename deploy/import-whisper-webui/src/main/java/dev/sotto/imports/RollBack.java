package dev.sotto.imports;

import java.io.PrintStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes an import: its jobs, transcripts, workflow and ledger, and nothing else. In each batch, jobs go first, then
 * files, then ledger rows, so that a killed run can be continued.
 */
final class RollBack {

    private static final int BATCH = 1000;
    private static final int SHOWN = 20;
    private static final String CHANGED = """
            select 'job ' || j.id || ' has changed since it was imported'
            from imported_tasks t join jobs j on j.tenant_id = t.tenant_id and j.id = t.job_id
            where t.tenant_id = ? and j.version <> 1 order by j.id limit ?
            """;
    private static final String OTHERS = """
            select 'job ' || j.id || ' was submitted to the imported workflow'
            from jobs j where j.tenant_id = ? and j.workflow_id = ?
                and not exists (select from imported_tasks t where t.tenant_id = j.tenant_id and t.job_id = j.id)
            order by j.id limit ?
            """;
    private static final String WORKFLOW = """
            select 'the imported workflow has changed' from workflows where tenant_id = ? and id = ? and version <> 1
            """;
    private static final String NEXT = """
            select source_id, job_id, result_hash from imported_tasks where tenant_id = ? order by source_id limit ?
            """;

    private final JobDatabase database;
    private final Ledger ledger;
    private final TranscriptStore store;
    private final PrintStream out;

    RollBack(JobDatabase database, Ledger ledger, TranscriptStore store, PrintStream out) {
        this.database = database;
        this.ledger = ledger;
        this.store = store;
        this.out = out;
    }

    /** Returns what prevents the rollback. If there is anything, nothing is removed. */
    List<String> obstacles(Place place) {
        return database.inTransaction(() -> {
            List<String> found = new ArrayList<>();
            lines(found, CHANGED, place.tenantId(), SHOWN);
            lines(found, OTHERS, place.tenantId(), place.workflowId(), SHOWN);
            lines(found, WORKFLOW, place.tenantId(), place.workflowId());
            Progress progress = new Progress(out, "looked at", count(place));
            try (LedgerRows rows = LedgerRows.of(database, place.tenantId())) {
                for (LedgerRows.Row row = rows.next(); row != null && found.size() < SHOWN; row = rows.next()) {
                    progress.add(1);
                    if (row.job() != null && !store.isUnchanged(place.tenantId(), row.jobId(), row.transcriptHash())) {
                        found.add("the transcript of job " + row.jobId() + " has changed since it was imported");
                    }
                }
            }
            return found;
        });
    }

    private long count(Place place) throws SQLException {
        return database.first(
                "select count(*) from imported_tasks where tenant_id = ?", row -> row.getLong(1), place.tenantId());
    }

    private void lines(List<String> found, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
            JobDatabase.bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
    }

    void run(Place place) {
        ledger.enter(place, Ledger.State.RollingBack);
        Progress progress = new Progress(out, "taken back", database.inTransaction(() -> count(place)));
        for (List<Taken> batch = removeJobs(place); !batch.isEmpty(); batch = removeJobs(place)) {
            store.removeAll(
                    place.tenantId(),
                    batch.stream()
                            .filter(Taken::hasTranscript)
                            .map(Taken::jobId)
                            .toList());
            removeRows(place, batch.get(batch.size() - 1).sourceId());
            progress.add(batch.size());
        }
        removeRest(place);
        progress.end();
    }

    private List<Taken> removeJobs(Place place) {
        return database.inTransaction(() -> {
            List<Taken> batch = new ArrayList<>();
            try (PreparedStatement statement = database.connection().prepareStatement(NEXT)) {
                JobDatabase.bind(statement, place.tenantId(), BATCH);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        batch.add(new Taken(rows.getLong(1), rows.getObject(2, UUID.class), rows.getBytes(3) != null));
                    }
                }
            }
            Object ids = database.connection()
                    .createArrayOf("uuid", batch.stream().map(Taken::jobId).toArray());
            database.update(
                    "delete from jobs where tenant_id = ? and id = any(?) and version = 1", place.tenantId(), ids);
            UUID left = database.first(
                    "select id from jobs where tenant_id = ? and id = any(?) limit 1",
                    row -> row.getObject(1, UUID.class),
                    place.tenantId(),
                    ids);
            if (left != null) {
                throw new Halt(
                        "job " + left + " was changed meanwhile, and stays with what is not taken back yet", null);
            }
            return batch;
        });
    }

    private void removeRows(Place place, long upTo) {
        int removed = database.inTransaction(() -> database.update(
                "delete from imported_tasks where tenant_id = ? and source_id <= ?", place.tenantId(), upTo));
        if (removed == 0) {
            throw new IllegalStateException("the ledger lost rows under our lock");
        }
    }

    private void removeRest(Place place) {
        database.inTransaction(() -> {
            database.update("delete from imports where tenant_id = ?", place.tenantId());
            database.update(
                    "delete from workflow_versions where tenant_id = ? and workflow_id = ?",
                    place.tenantId(),
                    place.workflowId());
            database.update(
                    "delete from workflows where tenant_id = ? and id = ?", place.tenantId(), place.workflowId());
            ledger.audit(place, "import-rolled-back");
            return null;
        });
    }

    private record Taken(long sourceId, @Nullable UUID jobId, boolean hasTranscript) {}
}
