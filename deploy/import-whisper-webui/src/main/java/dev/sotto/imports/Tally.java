package dev.sotto.imports;

import dev.sotto.model.jobs.JobStatus;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows and sums durations by their result. */
final class Tally {

    private final Map<JobStatus, Sum> jobs = new EnumMap<>(JobStatus.class);
    private final Map<String, Long> refused = new TreeMap<>();
    private long rows;
    private long refusedRows;
    private long transcriptBytes;

    void add(Ledger.Entry entry) {
        rows++;
        Candidate job = entry.candidate();
        if (job == null) {
            refusedRows++;
            // The text after a colon is specific to one row.
            refused.merge(entry.refusal().replaceAll(":.*| \\d+( |$).*", ""), 1L, Long::sum);
        } else {
            jobs.merge(job.status(), new Sum(1, job.audioMs()), Sum::plus);
            transcriptBytes += entry.transcriptBytes();
        }
    }

    long rows() {
        return rows;
    }

    long refused() {
        return refusedRows;
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%,d rows in the source%n", rows);
        jobs.forEach((status, sum) -> out.printf(
                Locale.ROOT, "  %,12d %s, %,.1f h of audio%n", sum.count(), status, sum.audioMs() / 3_600_000.0));
        out.printf(Locale.ROOT, "  %,12d refused%n", refusedRows);
        refused.forEach((reason, count) -> out.printf(Locale.ROOT, "    %,10d because %s%n", count, reason));
        out.printf(Locale.ROOT, "%,d bytes of transcripts%n", transcriptBytes);
    }

    /** The number of jobs in one state, and the total length of their recordings. */
    record Sum(long count, long audioMs) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, audioMs + other.audioMs);
        }
    }
}
