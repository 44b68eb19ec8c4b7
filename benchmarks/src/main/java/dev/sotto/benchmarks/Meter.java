package dev.sotto.benchmarks;

import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Measures what a load costs, and which processes pay for it. */
final class Meter {

    private final ProcessHandle postmaster;

    Meter(ProcessHandle postmaster) {
        this.postmaster = postmaster;
    }

    /** @param load runs the load and returns its number of operations */
    Slice measure(Side side, LongSupplier load) {
        Reading before = read(side);
        long operations = load.getAsLong();
        Reading after = read(side);
        double seconds = (after.nanos - before.nanos) / 1e9;
        double others = (after.busy - before.busy) - (after.ours - before.ours);
        return new Slice(
                operations,
                seconds,
                after.measured - before.measured,
                after.generator - before.generator,
                Math.max(0, others / (seconds * Processors.count())));
    }

    private Reading read(Side side) {
        ProcessHandle self = ProcessHandle.current();
        double database = Processors.ofFamily(postmaster);
        double ours = Processors.ofAll(Stream.concat(Stream.of(self), self.descendants())) + database;
        return new Reading(
                System.nanoTime(),
                Processors.of(side.pid()) + database,
                Processors.of(self.pid()),
                ours,
                Processors.busy());
    }

    private record Reading(long nanos, double measured, double generator, double ours, double busy) {}
}
