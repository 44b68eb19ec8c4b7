package dev.sotto.imports;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Copies the remaining rows: for each batch first its files, then its jobs and ledger rows in one transaction. */
final class CopyTasks {

    static final int BATCH_ROWS = 500;
    static final long BATCH_BYTES = 16_000_000;

    private final SourceDatabase source;
    private final Ledger ledger;
    private final TranscriptStore store;
    private final TaskReader reader;
    private final PrintStream out;

    CopyTasks(SourceDatabase source, Ledger ledger, TranscriptStore store, TaskReader reader, PrintStream out) {
        this.source = source;
        this.ledger = ledger;
        this.store = store;
        this.reader = reader;
        this.out = out;
    }

    void copy(Place place, long after) {
        Progress progress = new Progress(out, "copied", source.countAfter(after));
        List<Ledger.Entry> batch = new ArrayList<>();
        long bytes = 0;
        try (SourceDatabase.Rows rows = source.rowsAfter(after)) {
            for (SourceRow row = rows.next(); row != null; row = rows.next()) {
                Ledger.Entry entry = Ledger.Entry.of(reader, row);
                batch.add(entry);
                bytes += entry.transcriptBytes();
                if (batch.size() == BATCH_ROWS || bytes > BATCH_BYTES) {
                    keep(place, batch);
                    progress.add(batch.size());
                    batch.clear();
                    bytes = 0;
                }
            }
        }
        keep(place, batch);
        progress.add(batch.size());
        progress.end();
    }

    private void keep(Place place, List<Ledger.Entry> batch) {
        for (Ledger.Entry entry : batch) {
            if (entry.candidate() != null) {
                store.write(place.tenantId(), entry.candidate());
            }
        }
        if (!batch.isEmpty()) {
            ledger.add(place, batch);
        }
    }
}
