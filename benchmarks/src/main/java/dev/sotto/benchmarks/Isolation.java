package dev.sotto.benchmarks;

import dev.sotto.testing.tokens.SignedTokens;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Measures what row-level security and the token check cost readers, and how fast a bare handler would be (B8). */
final class Isolation {

    /** For each kind of read (docs/adr/0010-what-isolation-may-cost-a-read.md). */
    private static final Map<String, Map<String, Double>> TARGETS = Map.of(
            "list", Map.of(JobSides.NO_SCOPE, 0.90, JobSides.NO_TOKEN, 0.95, JobSides.BARE, 0.80),
            "get", Map.of(JobSides.NO_SCOPE, 0.79, JobSides.NO_TOKEN, 0.93, JobSides.BARE, 0.57));

    private final Settings settings;
    private final PrintStream out;
    private final RandomGenerator random = new SplittableRandom();

    Isolation(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @param kinds {@code get}, {@code list} or both */
    List<Result> run(List<String> kinds) throws IOException, SQLException {
        SignedTokens tokens = new SignedTokens(SignedTokens.ISSUER);
        Map<String, Map<String, List<Slice>>> slices = new LinkedHashMap<>();
        kinds.forEach(kind -> slices.put(kind, new LinkedHashMap<>()));
        try (Cluster cluster = Cluster.start(settings.directory())) {
            cluster.migrate("job", settings.checkout().changelogs("job-service"));
            JobRows.Questions questions = rows(cluster, tokens);
            JobSides.copyDatabase(cluster);
            // The result of JIT compilation varies by chance and lasts until the JVM ends: one start of a program may
            // be 5 % faster than another. So all sides are started several times.
            for (int start = 1; start <= settings.starts(); start++) {
                measure(cluster, tokens, questions, slices, start);
            }
        }
        List<Result> results = new ArrayList<>();
        slices.forEach((kind, measured) -> {
            out.printf("%n%s%n", kind);
            measured.forEach(this::say);
            results.addAll(compared(kind, measured));
        });
        Report.write(settings.checkout().root().resolve("benchmarks/target/b8-reads.json"), results, slices);
        return results;
    }

    private void measure(
            Cluster cluster,
            SignedTokens tokens,
            JobRows.Questions questions,
            Map<String, Map<String, List<Slice>>> slices,
            int start)
            throws IOException {
        try (JobSides sides = new JobSides(settings.checkout(), cluster, tokens, settings.directory())) {
            List<Side> started = sides.start(start % 2 == 0);
            Meter meter = new Meter(cluster.postmaster());
            for (Map.Entry<String, Map<String, List<Slice>>> kind : slices.entrySet()) {
                List<Question> asked = kind.getKey().equals("list") ? questions.lists() : questions.gets();
                out.printf(
                        "%n%s: %d sides, start %d of %d, %d rounds%n",
                        kind.getKey(), started.size(), start, settings.starts(), settings.rounds());
                new Reads(started, asked, meter, settings.slice(), settings.warmUp(), out)
                        .measure(settings.rounds(), random)
                        .forEach((side, measured) -> kind.getValue()
                                .computeIfAbsent(side, first -> new ArrayList<>())
                                .addAll(measured));
            }
        }
    }

    private static JobRows.Questions rows(Cluster cluster, SignedTokens tokens) throws SQLException {
        try (Connection superuser = cluster.superuser("job")) {
            return JobRows.insert(superuser, tokens);
        }
    }

    private void say(String side, List<Slice> slices) {
        out.printf(
                Locale.ROOT,
                "%-22s %8.0f/s %8.0f per CPU second; load generator %.2f of the machine%n",
                side,
                Interval.median(slices.stream().mapToDouble(Slice::perSecond).toArray()),
                Interval.median(slices.stream().mapToDouble(Slice::perCpuSecond).toArray()),
                Interval.median(slices.stream()
                        .mapToDouble(slice -> slice.loadSeconds() / slice.seconds() / Processors.count())
                        .toArray()));
    }

    private List<Result> compared(String kind, Map<String, List<Slice>> slices) {
        List<Slice> first = slices.get(JobSides.OURS);
        List<Slice> again = slices.get(JobSides.OURS_AGAIN);
        Comparison self = Comparison.of(first, again, random);
        // Combines two processes of the same program, so that a lucky start of one matters less.
        List<Slice> ours = IntStream.range(0, first.size())
                .mapToObj(round -> first.get(round).and(again.get(round)))
                .toList();
        List<Result> results = new ArrayList<>();
        slices.forEach((side, theirs) -> {
            if (side.equals(JobSides.OURS_AGAIN)) {
                results.add(result(kind, side, self, null, self.isEven() ? Verdict.PASS : Verdict.INVALID));
            } else if (!side.equals(JobSides.OURS)) {
                Comparison comparison = Comparison.of(ours, theirs, random);
                Double target = TARGETS.get(kind).get(side);
                Verdict verdict = target == null ? null : comparison.against(target, self.isEven());
                results.add(result(kind, side, comparison, target, verdict));
            }
        });
        return results;
    }

    private static Result result(String kind, String side, Comparison comparison, Double target, Verdict verdict) {
        return new Result(
                kind + ": " + side,
                comparison.cpu(),
                comparison.wall().median(),
                comparison.pairs(),
                comparison.dropped(),
                target,
                verdict);
    }
}
