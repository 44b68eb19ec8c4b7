package dev.sotto.jobs;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRefused;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.testing.TestTimeout;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine that does what a test tells it for each run, for failures that the real engine does not have on demand. */
@Singleton
public class ScriptedEngine implements SpeechEngine {

    public static final String NAME = "hand";

    private final List<Run> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();

    /** A run in progress. */
    public static final class Run {
        private final SpeechProgress progress;
        private final boolean deaf;
        private final CompletableFuture<String> said = new CompletableFuture<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        private Run(SpeechProgress progress, boolean deaf) {
            this.progress = progress;
            this.deaf = deaf;
        }

        public void hears(long millis) {
            progress.processed(millis);
        }

        public void says(String text) {
            said.complete(text);
        }

        public void breaks() {
            said.completeExceptionally(new IOException("the engine broke"));
        }

        /** Fails the job at once, without another attempt. */
        public void refuses() {
            said.completeExceptionally(new SpeechRefused("refused", "The engine refuses this recording."));
        }

        public void breaksWithAnError() {
            said.completeExceptionally(new Error("x"));
        }

        /** Returns whether the engine has left this run, by any outcome. */
        public boolean isOver() {
            return over.isDone();
        }
    }

    private volatile boolean deaf;

    /** Makes further runs ignore cancellation, as a paused machine does. */
    public void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    /** Ends the runs that a failed test has left, so that the next test finds idle workers. */
    public void reset() {
        deaf = false;
        all.forEach(run -> run.says("reset"));
        runs.clear();
    }

    /** Tells every run that is in progress what to do. */
    public void each(Consumer<Run> action) {
        all.forEach(action);
    }

    /** Returns the next run that begins, and repeats an action until then. */
    public Run next(Runnable again) {
        long deadline = System.nanoTime() + TestTimeout.DURATION.toNanos();
        while (System.nanoTime() - deadline < 0) {
            again.run();
            Run run = poll(Duration.ofMillis(100));
            if (run != null) {
                return run;
            }
        }
        return next();
    }

    /** Returns the next run that begins. */
    public Run next() {
        Run run = poll(TestTimeout.DURATION);
        if (run == null) {
            throw new AssertionError("the engine was not asked");
        }
        return run;
    }

    private @Nullable Run poll(Duration patience) {
        try {
            return runs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechCapabilities capabilities() {
        return new SpeechCapabilities(
                false, true, true, false, false, false, false, false, Set.of(), List.of("none"), 100);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress) throws IOException {
        Run run = new Run(progress, deaf);
        all.add(run);
        runs.add(run);
        try {
            String text = heard(run);
            return Transcript.of(
                    NAME, "none", "transcribe", "en", request.durationMs(), List.of(Segment.of(0, 0, 500, text)));
        } finally {
            run.over.complete(null);
        }
    }

    private static String heard(Run run) throws IOException {
        while (true) {
            try {
                return run.said.get(20, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException stillWorking) {
                if (!run.deaf && run.progress.cancelled()) {
                    throw new CancellationException();
                }
            } catch (InterruptedException e) {
                if (!run.deaf) {
                    throw new CancellationException();
                }
            } catch (java.util.concurrent.ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                if (e.getCause() instanceof RuntimeException refusal) {
                    throw refusal;
                }
                throw (IOException) e.getCause();
            }
        }
    }
}
