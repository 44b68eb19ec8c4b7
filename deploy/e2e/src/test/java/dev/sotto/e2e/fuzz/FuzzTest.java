package dev.sotto.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.e2e.isolation.Operation;
import dev.sotto.e2e.isolation.Template;
import dev.sotto.e2e.isolation.World;
import dev.sotto.servers.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends thousands of valid and damaged requests. Sotto must answer each as the OpenAPI documents say. */
@ExtendWith(CanaryWatch.class)
class FuzzTest {
    private static final boolean CAMPAIGN = Boolean.getBoolean("sotto.campaign");
    private static final long REQUESTS = Long.getLong("sotto.fuzz.requests", CAMPAIGN ? 500_000 : 1_500);
    private static final Duration LONGEST = Duration.ofMinutes(Long.getLong("sotto.fuzz.minutes", 60));
    /** The same seed in every build, so that only a change can break it; a new seed each night. */
    private static final long SEED =
            Long.getLong("seed", CAMPAIGN ? ThreadLocalRandom.current().nextLong(1_000_000_000) : 20261127);

    private static final int AT_ONCE = 4;

    /** Operations that never succeed in this test, with the reason. */
    private static final Map<String, String> UNREACHED = Map.of(
            "changePassword", "it would shut the callers out; AccountsTest does",
            "confirmEmailChange", "its token is in a letter; AccountsTest reads it",
            "resetPassword", "its token is in a letter; AccountsTest reads it",
            "endImpersonation", "it needs the token of an impersonator; ImpersonationTest has one",
            "retryJob", "it needs a job that failed; RetryJobTest has one");

    @Test
    void everyAnswerIsDocumented() {
        System.out.println("fuzz: -Dseed=" + SEED + ", " + REQUESTS + " requests, at most " + LONGEST);
        World world = World.another();
        Trial trial = new Trial(world.client, new Findings(new Curl(Path.of("target", "fuzz"))));
        Fuzzer fuzzer = new Fuzzer(world, trial, documented(), requests());
        long start = System.nanoTime();

        fuzzer.templates().parallelStream().forEach(fuzzer::plainly);
        String plain = String.format(
                Locale.ROOT,
                "%.1f s, %s",
                (System.nanoTime() - start) / 1e9,
                trial.tally().byClass());
        long asked = trial.tally().answers();
        fuzz(fuzzer, asked, start);
        new Guessing(world.sotto).forget();

        report(trial, plain, start);
        assertThat(trial.findings().all()).isEmpty();
        assertThat(trial.tally().unreached(documented().keySet())).isEqualTo(UNREACHED.keySet());
    }

    private static void fuzz(Fuzzer fuzzer, long asked, long start) {
        AtomicLong next = new AtomicLong(asked);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CompletableFuture.allOf(IntStream.range(0, AT_ONCE)
                            .mapToObj(any -> CompletableFuture.runAsync(
                                    () -> {
                                        for (long number = next.getAndIncrement();
                                                number < REQUESTS && System.nanoTime() - start < LONGEST.toNanos();
                                                number = next.getAndIncrement()) {
                                            fuzzer.one(Dice.of(SEED, number));
                                        }
                                    },
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private static void report(Trial trial, String plain, long start) {
        System.out.println(String.format(
                Locale.ROOT,
                "fuzz: %d requests in %.1f s with -Dseed=%d, %d findings; plain ones first: %s; all: %s",
                trial.tally().answers(),
                (System.nanoTime() - start) / 1e9,
                SEED,
                trial.findings().all().size(),
                plain,
                trial.tally().byClass()));
        System.out.println("fuzz: succeeded: " + trial.tally().byOperation());
        UNREACHED.forEach((operation, why) -> System.out.println("fuzz: never succeeded: " + operation + ": " + why));
    }

    private static Map<String, Documented> documented() {
        Map<String, Documented> all = new LinkedHashMap<>();
        Databases.SERVICES.forEach(service -> all.putAll(Documented.of(Operation.document(service))));
        return all;
    }

    /** Uses the matrix's requests except password changes, which would lock a person out. */
    private static ObjectNode requests() {
        ObjectNode requests = (ObjectNode) Template.readAll();
        ((ObjectNode) requests.at("/changePassword/body")).put("current_password", "another password");
        ((ObjectNode) requests.at("/askForEmailChange/body")).put("email", "email");
        return requests;
    }
}
