package dev.sotto.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Measures one kind of read on all sides. */
final class Reads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLERS = 64;
    private static final int STEADY_SLICES = 3;
    private static final double STEADY = 0.05;
    /** Sides that do not become steady are measured anyway. The interval shows their variation. */
    private static final int LONGEST_WARM_UP = 2;

    private final List<Side> sides;
    private final List<Question> questions;
    private final Meter meter;
    private final Duration slice;
    private final Duration warmUp;
    private final PrintStream out;
    private final Map<String, int[]> lengths = new LinkedHashMap<>();

    Reads(List<Side> sides, List<Question> questions, Meter meter, Duration slice, Duration warmUp, PrintStream out) {
        this.sides = sides;
        this.questions = questions;
        this.meter = meter;
        this.slice = slice;
        this.warmUp = warmUp;
        this.out = out;
    }

    /** Returns the slices of each side, in the order of the rounds. */
    Map<String, List<Slice>> measure(int rounds, RandomGenerator random) {
        Vertx vertx = Vertx.vertx();
        try (ClosedLoop load = new ClosedLoop(vertx, CALLERS)) {
            compareAnswers(vertx);
            warmUp(load);
            Map<String, List<Slice>> slices = new LinkedHashMap<>();
            sides.forEach(side -> slices.put(side.name(), new ArrayList<>()));
            for (List<Side> round : Schedule.toAndFro(sides, rounds, random)) {
                round.forEach(side -> slices.get(side.name()).add(slice(load, side)));
                out.print('.');
                out.flush();
            }
            out.println();
            return slices;
        }
    }

    /**
     * Checks that all sides give the same answers. Their bytes may differ between sides, but must stay the same for
     * each side.
     */
    private void compareAnswers(Vertx vertx) {
        HttpClient client = vertx.createHttpClient();
        sides.forEach(side -> lengths.put(side.name(), new int[questions.size()]));
        for (int i = 0; i < questions.size(); i++) {
            JsonNode first = null;
            for (Side side : sides) {
                Buffer body = answer(client, side, questions.get(i));
                lengths.get(side.name())[i] = body.length();
                JsonNode said = parsed(body);
                first = first == null ? said : first;
                if (!said.equals(first)) {
                    throw new WrongAnswer(side.name() + " says " + said + "\nwhere others say " + first);
                }
            }
        }
        client.close();
    }

    private static Buffer answer(HttpClient client, Side side, Question question) {
        return question.ask(client, side.address())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static JsonNode parsed(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Warms all sides up in turn until all are steady, so that no side has better conditions for its JIT compilation.
     */
    private void warmUp(ClosedLoop load) {
        List<Double> rates = new ArrayList<>();
        long needed = warmUp.toNanos() / slice.toNanos();
        while (rates.size() < needed || (!isSteady(rates) && rates.size() < LONGEST_WARM_UP * needed)) {
            sides.stream()
                    .map(side -> slice(load, side))
                    .reduce(Slice::and)
                    .ifPresent(all -> rates.add(all.perCpuSecond()));
        }
        out.printf("warm after %d slices each%n", rates.size());
    }

    static boolean isSteady(List<Double> rates) {
        List<Double> last = rates.subList(Math.max(0, rates.size() - STEADY_SLICES), rates.size());
        double low = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return last.size() == STEADY_SLICES && high - low < STEADY * high;
    }

    private Slice slice(ClosedLoop load, Side side) {
        return meter.measure(side, () -> load.run(side.address(), questions, lengths.get(side.name()), slice));
    }
}
