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

/** Whether a storm of sign-ins is felt by those who only read, of the same service (B8). */
final class Storm {

    private static final String QUIET = "quiet";
    private static final String QUIET_AGAIN = "quiet again";
    /** As many requests at once as in a storm, to which the answer is that there is nothing there. */
    private static final String KNOCKS = "knocks";

    private static final String STORM = "storm";
    /** Of a storm to as many requests at once for nothing (docs/adr/0009-storms-of-sign-ins.md). */
    private static final double TARGET = 1.5;
    /** A percentile of some thousand requests is less steady than a rate; it must be steadier than what is asked. */
    private static final double EVEN = 1.5;

    private static final double SHARE_OF_SATURATION = 0.25;
    private static final Duration SATURATED = Duration.ofSeconds(5);
    private static final int CALLERS = 64;

    private final Settings settings;
    private final PrintStream out;
    private final RandomGenerator random = new SplittableRandom();
    private final Map<String, List<Histogram>> latencies = new LinkedHashMap<>();
    private final List<SignIns.Outcome> outcomes = new ArrayList<>();
    private Duration length = Duration.ofSeconds(3);

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
            for (String warmUp : List.of(STORM, KNOCKS)) {
                slice(others, service, question(sotto), signIns, warmUp);
            }
            outcomes.clear();
            List<String> kinds = List.of(QUIET, QUIET_AGAIN, KNOCKS, STORM);
            kinds.forEach(kind -> latencies.put(kind, new ArrayList<>()));
            for (List<String> round : Schedule.toAndFro(kinds, settings.starts() * settings.rounds(), random)) {
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

    /** With a token of its own: sixty rounds take longer than one is valid. */
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

    /** Requests a second at the most, when warm. */
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

    /** A quiet slice is as long as the last storm was; of a storm that lasts until its last answer, nothing is left out. */
    private Histogram slice(OpenLoop others, ServiceProcess service, Question question, SignIns signIns, String kind) {
        long start = System.nanoTime();
        if (!kind.equals(STORM)) {
            long end = start + length.toNanos();
            CompletableFuture<Void> knocks =
                    kind.equals(KNOCKS) ? signIns.knock() : CompletableFuture.completedFuture(null);
            Histogram slice = others.run(service.address(), question, () -> System.nanoTime() - end < 0)
                    .join();
            knocks.join();
            return slice;
        }
        CompletableFuture<SignIns.Outcome> storm = signIns.storm();
        Histogram slice =
                others.run(service.address(), question, () -> !storm.isDone()).join();
        length = Duration.ofNanos(System.nanoTime() - start);
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
                "%-12s p99 %.1f ms of %d requests%n",
                kind,
                Percentile.p99(slices) / 1000,
                slices.stream().mapToLong(Histogram::getTotalCount).sum()));
        out.printf("signed in of %d at once, in each storm: %s%n", SignIns.PEOPLE, outcomes);
        Interval self = ratio(QUIET, QUIET_AGAIN);
        Interval felt = ratio(STORM, KNOCKS);
        boolean even = self.isWithin(1 / EVEN, EVEN);
        Verdict verdict = felt.high() <= TARGET ? Verdict.PASS : Verdict.FAIL;
        List<Result> results = List.of(
                result("p99: quiet to quiet", self, null, even ? Verdict.PASS : Verdict.INVALID),
                result("p99: knocks to quiet", ratio(KNOCKS, QUIET), null, null),
                result("p99: storm to quiet", ratio(STORM, QUIET), null, null),
                result("p99: storm to knocks, at most", felt, TARGET, even ? verdict : Verdict.INVALID));
        Report.write(
                settings.checkout().root().resolve("benchmarks/target/b8-storm.json"),
                results,
                Map.of("p99_microseconds", p99s(), "storms", outcomes));
        return results;
    }

    private Interval ratio(String kind, String to) {
        return Percentile.ratioOfP99(latencies.get(kind), latencies.get(to), random);
    }

    private Map<String, List<Double>> p99s() {
        Map<String, List<Double>> each = new LinkedHashMap<>();
        latencies.forEach((kind, slices) -> each.put(
                kind,
                slices.stream().map(slice -> Percentile.p99(List.of(slice))).toList()));
        return each;
    }

    private Result result(String what, Interval ratio, Double target, Verdict verdict) {
        return new Result(what, ratio, ratio.median(), latencies.get(QUIET).size(), 0, target, verdict);
    }
}
