package dev.sotto.imports;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares source, ledger, jobs and files row by row, and then compares sums that the database computes. Writes missing
 * or damaged transcripts again, for example after a power failure.
 */
final class VerifyImport {

    private static final int SHOWN = 20;
    private static final String SUMS = """
            select j.status, count(*), coalesce(sum(j.audio_ms), 0)::bigint, coalesce(sum(t.result_bytes), 0)::bigint
            from imported_tasks t join jobs j on j.tenant_id = t.tenant_id and j.id = t.job_id
            where t.tenant_id = ? and j.version = 1 group by j.status
            """;
    private static final String TOUCHED = """
            select (select count(*) from dispatch d join imported_tasks t on t.tenant_id = d.tenant_id and t.job_id = d.job_id
                    where t.tenant_id = ?)
                + (select count(*) from imported_tasks t
                    join jobs j on j.tenant_id = t.tenant_id and j.id = t.job_id and j.version = 1
                    join outbox o on o.key = t.job_id where t.tenant_id = ?)
                + (select count(*) from imported_tasks t
                    join jobs j on j.tenant_id = t.tenant_id and j.id = t.job_id
                    where t.tenant_id = ? and j.reserved_ms + j.reserved_bytes <> 0)
            """;

    private final SourceDatabase source;
    private final JobDatabase database;
    private final TranscriptStore store;
    private final TaskReader reader;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final Map<String, Sums> expected = new TreeMap<>();
    private long findings;
    private long rewritten;
    private long changed;
    private long removed;

    VerifyImport(
            SourceDatabase source, JobDatabase database, TranscriptStore store, TaskReader reader, PrintStream out) {
        this.source = source;
        this.database = database;
        this.store = store;
        this.reader = reader;
        this.out = out;
    }

    /** Returns whether everything is correct, and prints what is not. */
    boolean verify(Place place, RefusedRows refused) {
        Progress progress = new Progress(out, "verified", source.countAfter(Ledger.NONE));
        database.inTransaction(() -> {
            try (SourceDatabase.Rows tasks = source.rowsAfter(Ledger.NONE);
                    LedgerRows ledger = LedgerRows.of(database, place.tenantId())) {
                LedgerRows.Row row = ledger.next();
                for (SourceRow task = tasks.next(); task != null; task = tasks.next()) {
                    while (row != null && row.sourceId() < task.id()) {
                        vanished(row);
                        row = ledger.next();
                    }
                    Ledger.Entry entry = Ledger.Entry.of(reader, task);
                    tally.add(entry);
                    refused.add(entry);
                    if (row != null && row.sourceId() == task.id()) {
                        compare(place, entry, row);
                        row = ledger.next();
                    } else {
                        finding("row " + task.id() + " was not imported");
                    }
                    progress.add(1);
                }
                for (; row != null; row = ledger.next()) {
                    vanished(row);
                }
            }
            sums(place);
            return null;
        });
        progress.end();
        tally.print(out);
        notes();
        return findings == 0;
    }

    private void vanished(LedgerRows.Row row) {
        finding("row " + row.sourceId() + " is not in the source any more");
    }

    private void compare(Place place, Ledger.Entry entry, LedgerRows.Row row) {
        Candidate wanted = entry.candidate();
        if (!Arrays.equals(entry.sourceHash(), row.sourceHash())) {
            finding("row " + row.sourceId() + " has changed in the source since it was imported");
        } else if (wanted == null || row.jobId() == null) {
            if (wanted != null || row.jobId() != null) {
                finding("row " + row.sourceId() + (wanted == null ? " was taken and" : " was refused and")
                        + " would not be now; roll back and import again");
            }
        } else if (row.job() == null) {
            removed++;
        } else if (!row.job().isUnchanged()) {
            changed++;
        } else {
            unchanged(place, entry, wanted, row, row.job());
        }
    }

    private void unchanged(Place place, Ledger.Entry entry, Candidate wanted, LedgerRows.Row row, LedgerRows.Job job) {
        byte[] hash = entry.transcriptHash();
        if (!wanted.id().equals(row.jobId())
                || !job.isAs(place, wanted)
                || !Arrays.equals(hash, row.transcriptHash())) {
            finding("job " + row.jobId() + " of row " + row.sourceId() + " is not what the row says");
            return;
        }
        if (!store.isIntact(place.tenantId(), wanted)) {
            store.write(place.tenantId(), wanted);
            rewritten++;
            if (!store.isIntact(place.tenantId(), wanted)) {
                finding("the transcript of job " + row.jobId() + " can't be kept");
                return;
            }
        }
        expected.merge(wanted.status().name(), new Sums(1, wanted.audioMs(), entry.transcriptBytes()), Sums::plus);
    }

    private void sums(Place place) throws SQLException {
        Map<String, Sums> found = new TreeMap<>();
        try (var statement = database.connection().prepareStatement(SUMS)) {
            statement.setObject(1, place.tenantId());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new Sums(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        if (!found.equals(expected)) {
            finding("sums differ: the source gives " + expected + ", the database " + found);
        }
        Long touched =
                database.first(TOUCHED, row -> row.getLong(1), place.tenantId(), place.tenantId(), place.tenantId());
        if (!Objects.equals(touched, 0L)) {
            finding(touched + " imported jobs are queued, reserved for or told of: they would be billed");
        }
    }

    private void notes() {
        note(rewritten, "transcripts were missing or damaged, and are written again");
        note(changed, "jobs were changed since they were imported, and are left as they are");
        note(removed, "jobs were removed since they were imported, and stay away");
        if (findings > SHOWN) {
            out.println("and " + (findings - SHOWN) + " differences more");
        }
        out.println(findings == 0 ? "verified: counts, sums and checksums are equal" : findings + " differences");
    }

    private void note(long count, String what) {
        if (count > 0) {
            out.println(count + " " + what);
        }
    }

    private void finding(@Nullable String line) {
        findings++;
        if (findings <= SHOWN) {
            out.println("difference: " + line);
        }
    }

    /** Sums over the jobs in one state. */
    private record Sums(long jobs, long audioMs, long transcriptBytes) {
        Sums plus(Sums other) {
            return new Sums(jobs + other.jobs, audioMs + other.audioMs, transcriptBytes + other.transcriptBytes);
        }
    }
}
