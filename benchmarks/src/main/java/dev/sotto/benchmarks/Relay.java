package dev.sotto.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Whether it costs the outbox relay more to publish an event when more events wait. */
final class Relay {

    /** What an event may cost when the most wait, to what it costs when the fewest do. */
    private static final double TARGET = 1.2;

    private static final double EVEN = 1.1;
    private static final int FEWEST = 10_000;
    private static final int STEP = 10;
    /** So many events are published at least before a size counts as measured: a short drain is mostly chance. */
    private static final int AT_LEAST = 100_000;

    private final Settings settings;
    private final int most;
    private final PrintStream out;
    private final RandomGenerator random = new SplittableRandom();

    /** @param most how many events wait at the most; what is measured are powers of ten up to it, from 10,000 on */
    Relay(Settings settings, int most, PrintStream out) {
        this.settings = settings;
        this.most = most;
        this.out = out;
    }

    List<Result> run() throws IOException, SQLException {
        try (Cluster cluster = Cluster.start(settings.directory())) {
            cluster.migrate("reseller", settings.checkout().changelogs("reseller-service"));
            try (Outbox outbox = new Outbox(cluster);
                    RelayProcess relay = RelayProcess.start(settings, cluster)) {
                Drains drains = new Drains(outbox, relay.side(), new Meter(cluster.postmaster()));
                warmUp(drains);
                return compared(measure(drains));
            }
        }
    }

    private void warmUp(Drains drains) {
        Slice warm = drains.drain(FEWEST);
        while (warm.seconds() < settings.warmUp().toSeconds()) {
            warm = warm.then(drains.drain(FEWEST));
        }
        out.printf("warm after %d events%n", warm.operations());
    }

    private Map<Load, List<Slice>> measure(Drains drains) {
        List<Load> loads = loads(most);
        Map<Load, List<Slice>> slices = new LinkedHashMap<>();
        loads.forEach(load -> slices.put(load, new ArrayList<>()));
        for (List<Load> round : Schedule.toAndFro(loads, settings.rounds(), random)) {
            for (Load load : round) {
                Slice slice = drains.drain(load.waiting(), load.times());
                slices.get(load).add(slice);
                out.printf(
                        Locale.ROOT,
                        "%-14s %6.1f µs of processor time an event, %6.0f events/s, others %.2f of the machine%n",
                        load,
                        1e6 / slice.perCpuSecond(),
                        slice.perSecond(),
                        slice.others());
            }
        }
        return slices;
    }

    static List<Load> loads(int most) {
        List<Load> loads = new ArrayList<>(List.of(new Load(FEWEST, false), new Load(FEWEST, true)));
        for (long waiting = (long) FEWEST * STEP; waiting <= most; waiting *= STEP) {
            loads.add(new Load((int) waiting, false));
        }
        return loads;
    }

    private List<Result> compared(Map<Load, List<Slice>> slices) {
        List<Load> loads = List.copyOf(slices.keySet());
        List<Slice> few = slices.get(loads.get(0));
        Comparison self = Comparison.of(few, slices.get(loads.get(1)), random);
        boolean even = isEven(self);
        List<Result> results = new ArrayList<>();
        results.add(result(loads.get(1), self, null, even ? Verdict.PASS : Verdict.INVALID));
        for (Load load : loads.subList(2, loads.size())) {
            Comparison growth = Comparison.of(few, slices.get(load), random);
            results.add(result(load, growth, TARGET, verdict(growth, even)));
        }
        Map<String, List<Slice>> named = new LinkedHashMap<>();
        slices.forEach((load, measured) -> named.put(load.toString(), measured));
        Report.write(settings.checkout().root().resolve("benchmarks/target/relay.json"), results, named);
        return results;
    }

    /** Few rounds, for one takes minutes; but one at least without much of others. */
    static boolean isEven(Comparison self) {
        return self.pairs() > 0 && self.cpu().isWithin(1 / EVEN, EVEN);
    }

    /** Operations of the first over those of the second: what an event of the second costs, in events of the first. */
    static Verdict verdict(Comparison growth, boolean even) {
        if (!even) {
            return Verdict.INVALID;
        }
        return growth.cpu().high() <= TARGET ? Verdict.PASS : Verdict.FAIL;
    }

    private static Result result(Load load, Comparison growth, Double target, Verdict verdict) {
        return new Result(
                "relay: an event of " + load + " to 10000",
                growth.cpu(),
                growth.wall().median(),
                growth.pairs(),
                growth.dropped(),
                target,
                verdict);
    }

    /**
     * Events that wait together, and all the relay's.
     *
     * @param again whether it is the same as another one, which it is compared with
     */
    record Load(int waiting, boolean again) {

        int times() {
            return Math.max(1, AT_LEAST / waiting);
        }

        @Override
        public String toString() {
            return waiting + (again ? " again" : "");
        }
    }

    /** Lets events wait, and the relay publish them. */
    private record Drains(Outbox outbox, Side relay, Meter meter) {

        private static final Duration STALLED = Duration.ofSeconds(90);

        Slice drain(int waiting, int times) {
            Slice all = drain(waiting);
            for (int i = 1; i < times; i++) {
                all = all.then(drain(waiting));
            }
            return all;
        }

        Slice drain(int waiting) {
            outbox.fill(waiting);
            Slice slice = meter.measure(relay, () -> outbox.awaitPublished(waiting, STALLED));
            outbox.verify(waiting);
            return slice;
        }
    }
}
