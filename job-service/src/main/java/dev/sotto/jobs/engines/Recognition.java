package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRefused;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.model.jobs.JobWarning;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets one of the engines transcribe. If it fails, the next one that can do the same takes its place. */
@ApplicationScoped
public class Recognition {

    private static final Logger LOG = Logger.getLogger(Recognition.class);
    private static final long LOOK_EVERY_MS = 200;

    private final Engines engines;
    private final Guards guards;

    Recognition(Engines engines, Guards guards) {
        this.engines = engines;
        this.guards = guards;
    }

    /** @param warnings what was found in the transcript */
    public record Result(Transcript transcript, Set<JobWarning> warnings) {}

    /**
     * Fails before any work on a recording if nobody could do it now.
     *
     * @param engine the only engine that may do it; null for any
     * @throws SpeechRefused if no engine can do what is asked
     * @throws EnginesAway if those that could are left alone; the job should wait
     */
    public void requireEngine(@Nullable String engine, SpeechOptions options) throws EnginesAway {
        if (able(engine, options).stream()
                .allMatch(candidate -> candidate.rest().isResting())) {
            throw new EnginesAway();
        }
    }

    private List<ConfiguredEngine> able(@Nullable String engine, SpeechOptions options) {
        List<ConfiguredEngine> able = engines.able(engine, options);
        if (able.isEmpty()) {
            throw new SpeechRefused("no_engine", "No speech engine here can do what the workflow asks for any more.");
        }
        return able;
    }

    /**
     * Transcribes a recording. Blocks, so it needs a worker thread.
     *
     * @param tenantId whose recording it is
     * @param engine the only engine that may do it; null for any
     * @throws SpeechRefused if no engine can do what is asked
     * @throws EnginesAway if those that could are not reached; the job should wait
     * @throws CancellationException if the run was cancelled
     * @throws IOException if every engine failed; a retry may help
     */
    public Result transcribe(UUID tenantId, @Nullable String engine, SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        SpeechProgress forward = onlyForward(progress);
        Throwable failure = null;
        for (ConfiguredEngine candidate : able(engine, request.options())) {
            if (candidate.rest().mayBegin()) {
                try {
                    Transcript heard = attempt(candidate, tenantId, request, forward);
                    Guards.Guarded guarded = guards.guard(heard, request.pcm());
                    return new Result(guarded.transcript(), guarded.warnings());
                } catch (EngineAway e) {
                    LOG.warnf("Speech engine %s: %s", candidate.name(), e.getMessage());
                } catch (CancellationException | InterruptedException e) {
                    throw e;
                } catch (SpeechRefused e) {
                    failure = e;
                } catch (EngineFailed e) {
                    LOG.warnf("Speech engine %s failed: %s", candidate.name(), e.getMessage());
                    failure = e;
                } catch (IOException | RuntimeException e) {
                    LOG.warnf(e, "Speech engine %s failed", candidate.name());
                    failure = e;
                }
            }
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw failure == null ? new EnginesAway() : (IOException) failure;
    }

    private static Transcript attempt(
            ConfiguredEngine candidate, UUID tenantId, SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        Rest rest = candidate.rest();
        boolean judged = false;
        boolean placed = false;
        try {
            place(candidate, progress);
            placed = true;
            Transcript heard = candidate.engine().transcribe(request, progress);
            rest.succeeded();
            judged = true;
            return heard;
        } catch (EngineAway e) {
            rest.away();
            judged = true;
            throw e;
        } catch (CancellationException | SpeechRefused e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (candidate.engine().isRemote()) {
                rest.failed(tenantId);
                judged = true;
            }
            throw e;
        } finally {
            if (placed) {
                candidate.places().release();
            }
            if (!judged) {
                rest.untold();
            }
        }
    }

    private static void place(ConfiguredEngine candidate, SpeechProgress progress) throws InterruptedException {
        while (!candidate.places().tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            if (progress.cancelled()) {
                throw new CancellationException("transcription cancelled");
            }
        }
    }

    /** Another engine begins from the start; what people see does not go back. */
    private static SpeechProgress onlyForward(SpeechProgress progress) {
        return new SpeechProgress() {
            private long most;

            @Override
            public void processed(long millis) {
                most = Math.max(most, millis);
                progress.processed(most);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
