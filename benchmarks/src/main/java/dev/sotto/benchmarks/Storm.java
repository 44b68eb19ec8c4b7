package dev.sotto.benchmarks;

import dev.sotto.local.Options;
import dev.sotto.local.Progress;
import dev.sotto.local.ServiceProcess;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Api;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/** Measures whether many simultaneous sign-ins slow down reads on the same service (B8). */
final class Storm {

    private static final String QUIET = "quiet";
    private static final String QUIET_AGAIN = "quiet again";
    private static final String STORM = "storm";
    /** The requirement is 2; docs/adr/0009-storms-of-sign-ins.md says why the target is higher. */
    private static final double TARGET = 2.3;
    /** A percentile of some thousand requests varies more than a rate, but its variation must be below the target. */
    private static final double EVEN = 1.5;

    private static final double SHARE_OF_SATURATION = 0.25;
    private static final Duration SATURATED = Duration.ofSeconds(5);
    private static final int CALLERS = 64;

    private final Settings settings;
    private final PrintStream out;
    private final RandomGenerator random = new SplittableRandom();
    private final Map<String, List<OpenLoop.Latencies>> latencies = new LinkedHashMap<>();
    private final List<SignIns.Outcome> outcomes = new ArrayList<>();
    private final List<Duration> lengths = new ArrayList<>();

    Storm(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    List<Result> run() throws IOException, SQLException {
        Options options = new Options(settings.checkout(), settings.directory().resolve("sotto"), 0);
        Vertx vertx = Vertx.vertx();
        try (Sotto sotto = Sotto.start(options, new Progress(out));
                Connection superuser = sotto.databases().superuser("tenant");
                SignIns signIns = SignIns.of(sotto.service("tenant-service").address(), sotto.admin(), superuser)) {
            ServiceProcess service = sotto.service("tenant-service");
            double rate = SHARE_OF_SATURATION * saturation(vertx, service, question(sotto));
            out.printf(Locale.ROOT, "%nstorm: %d sign-ins; others ask %.0f times a second%n", SignIns.PEOPLE, rate);
            OpenLoop others = new OpenLoop(vertx, rate);
            slice(others, service, question(sotto), signIns, STORM);
            outcomes.clear();
            List<String> kinds = List.of(QUIET, QUIET_AGAIN, STORM);
            kinds.forEach(kind -> latencies.put(kind, new ArrayList<>()));
            for (List<String> round : Schedule.toAndFro(kinds, settings.rounds(), random)) {
                Question question = question(sotto);
                round.forEach(kind -> latencies.get(kind).add(slice(others, service, question, signIns, kind)));
                out.print('.');
                out.flush();
            }
            out.println();
            requireUnblocked(service);
            return report();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Each round needs a new token, because all rounds together take longer than a token is valid. */
    private static Question question(Sotto sotto) throws IOException {
        Map<String, String> login =
                Map.of("email", sotto.admin().email(), "password", sotto.admin().password());
        String token = new Api(sotto.address())
                .post("/api/v1/auth/login", login)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        return new Question("/api/v1/tenants?limit=50", token, "");
    }

    /** Returns the maximum rate of a warm service, in requests per second. */
    private double saturation(Vertx vertx, ServiceProcess service, Question question) {
        ClosedLoop load = new ClosedLoop(vertx, CALLERS);
        int length = question.ask(vertx.createHttpClient(), service.address())
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .length();
        long warm = load.run(service.address(), List.of(question), new int[] {length}, settings.warmUp());
        long answered = load.run(service.address(), List.of(question), new int[] {length}, SATURATED);
        return warm == 0 ? 0 : answered / (double) SATURATED.toSeconds();
    }

    /** A quiet slice lasts as long as the last storm did. A storm lasts until everyone is signed in. */
    private OpenLoop.Latencies slice(
            OpenLoop others, ServiceProcess service, Question question, SignIns signIns, String kind) {
        long start = System.nanoTime();
        if (!kind.equals(STORM)) {
            long end = start + lengths.get(lengths.size() - 1).toNanos();
            return others.run(service.address(), question, () -> System.nanoTime() - end < 0)
                    .join();
        }
        CompletableFuture<SignIns.Outcome> storm = signIns.storm();
        OpenLoop.Latencies slice =
                others.run(service.address(), question, () -> !storm.isDone()).join();
        lengths.add(Duration.ofNanos(System.nanoTime() - start));
        outcomes.add(storm.join());
        return slice;
    }

    private static void requireUnblocked(ServiceProcess service) throws IOException {
        String log = Files.readString(service.log());
        if (log.contains("has been blocked")) {
            throw new WrongAnswer("an event loop was blocked:\n" + log);
        }
    }

    private List<Result> report() {
        latencies.forEach((kind, slices) -> out.printf(
                Locale.ROOT,
                "%-12s p99 %.1f ms of %d requests; of the first three seconds %.1f ms%n",
                kind,
                Percentile.p99(all(kind)) / 1000,
                all(kind).stream().mapToLong(Histogram::getTotalCount).sum(),
                Percentile.p99(first(kind)) / 1000));
        List<Duration> storms = lengths.subList(1, lengths.size());
        out.printf("all %d were in after %s: %s%n", SignIns.PEOPLE, storms, outcomes);
        Interval self = Percentile.ratioOfP99(all(QUIET), all(QUIET_AGAIN), random);
        Interval felt = Percentile.ratioOfP99(all(STORM), all(QUIET), random);
        Interval first = Percentile.ratioOfP99(first(STORM), first(QUIET), random);
        boolean even = self.isWithin(1 / EVEN, EVEN);
        Verdict verdict = felt.high() <= TARGET ? Verdict.PASS : Verdict.FAIL;
        List<Result> results = List.of(
                result("p99: quiet to quiet", self, null, even ? Verdict.PASS : Verdict.INVALID),
                result("p99: first 3 s of a storm to quiet", first, null, null),
                result("p99: storm to quiet, at most", felt, TARGET, even ? verdict : Verdict.INVALID));
        Report.write(
                settings.checkout().root().resolve("benchmarks/target/b8-storm.json"),
                results,
                Map.of(
                        "p99_microseconds",
                        p99s(),
                        "storms",
                        outcomes,
                        "storm_milliseconds",
                        storms.stream().map(Duration::toMillis).toList()));
        return results;
    }

    private List<Histogram> all(String kind) {
        return latencies.get(kind).stream().map(OpenLoop.Latencies::all).toList();
    }

    private List<Histogram> first(String kind) {
        return latencies.get(kind).stream().map(OpenLoop.Latencies::first).toList();
    }

    private Map<String, List<Double>> p99s() {
        Map<String, List<Double>> each = new LinkedHashMap<>();
        latencies
                .keySet()
                .forEach(kind -> each.put(
                        kind,
                        all(kind).stream()
                                .map(slice -> Percentile.p99(List.of(slice)))
                                .toList()));
        return each;
    }

    private Result result(String what, Interval ratio, Double target, Verdict verdict) {
        return new Result(what, ratio, ratio.median(), latencies.get(QUIET).size(), 0, target, verdict);
    }
}
