package dev.sotto.jobs.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.media.FfmpegFailed;
import dev.sotto.jobs.media.Media;
import dev.sotto.jobs.media.Peaks;
import dev.sotto.jobs.media.Soundtrack;
import dev.sotto.jobs.media.UnreadableAudio;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechRefused;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptJson;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Transcribes a recording: decodes it, runs the engine and writes the transcript. Blocks, so it needs a worker thread.
 */
@ApplicationScoped
class Transcription {

    private static final Logger LOG = Logger.getLogger(Transcription.class);

    private final Media media;
    private final BlobStore store;
    private final Spool spool;
    private final Map<String, SpeechEngine> engines;

    Transcription(Media media, BlobStore store, Spool spool, @All List<SpeechEngine> engines) {
        this.media = media;
        this.store = store;
        this.spool = spool;
        this.engines = engines.stream().collect(Collectors.toUnmodifiableMap(SpeechEngine::name, Function.identity()));
    }

    /** Runs a job's workflow. Every failure becomes its outcome. */
    Outcome run(RunningJob running) {
        try {
            return transcribed(running);
        } catch (CancellationException | InterruptedException e) {
            return new Outcome.Stopped();
        } catch (Throwable e) { // an Error too: otherwise its worker would wait for ever
            return running.cancelled() ? new Outcome.Stopped() : broken(running.claim(), e);
        }
    }

    private static Outcome.Broken broken(Claim claim, Throwable failure) {
        if (failure instanceof SpeechRefused) {
            return new Outcome.Broken("engine-failed", failure.getMessage(), false);
        }
        LOG.errorf(failure, "Job %s failed in attempt %d", claim.jobId(), claim.attempt());
        // It was decoded at admission. If that fails now, we assume that the machine is at fault.
        if (failure instanceof UnreadableAudio) {
            return new Outcome.Broken("attempts-exhausted", failure.getMessage(), true);
        }
        return isOfTheMachine(failure) ? Outcome.Broken.MACHINE_FAILED : Outcome.Broken.ENGINE_FAILED;
    }

    private static boolean isOfTheMachine(Throwable failure) {
        return failure instanceof FfmpegFailed
                || failure instanceof FileSystemException
                || failure instanceof StoreUnavailable
                || DiskFull.is(failure);
    }

    private Outcome.Done transcribed(RunningJob running) throws IOException, InterruptedException {
        Claim claim = running.claim();
        Path pcm = spool.scratch();
        try (BlobStore.LocalFile recording = store.fetch(claim.input())) {
            long recordingBytes = Files.size(recording.path());
            Soundtrack sound = media.measure(
                    recording.path(), claim.sound(), claim.reserved().millis());
            Peaks peaks = Peaks.of(sound);
            Transcript transcript = Voices.merge(sound, claim.sound().split(), heard(running, sound, peaks, pcm));
            byte[] json = TranscriptJson.write(transcript).getBytes(UTF_8);
            String result = JobFiles.transcript(claim.tenantId(), claim.jobId(), claim.fence());
            // Beside the recording, not in the attempt: every attempt makes the same.
            store.write(JobFiles.peaks(claim.tenantId(), claim.jobId()), peaks.bytes());
            store.write(result, json);
            long decodedMs = sound.decodedMs() * sound.voices();
            return new Outcome.Done(result, decodedMs, recordingBytes + json.length, sound.warnings());
        } finally {
            Files.deleteIfExists(pcm);
        }
    }

    private List<Transcript> heard(RunningJob running, Soundtrack sound, Peaks peaks, Path pcm)
            throws IOException, InterruptedException {
        Claim claim = running.claim();
        List<Transcript> voices = new ArrayList<>();
        for (int voice = 0; voice < sound.voices(); voice++) {
            media.decode(sound, voice, pcm);
            peaks.add(sound, pcm);
            voices.add(engine(claim).transcribe(request(claim, sound, pcm), Voices.progress(sound, voice, running)));
            Files.delete(pcm);
        }
        return voices;
    }

    private static SpeechRequest request(Claim claim, Soundtrack sound, Path pcm) {
        return new SpeechRequest(pcm, sound.heardMs(), claim.language(), false);
    }

    private SpeechEngine engine(Claim claim) {
        SpeechEngine engine = engines.get(claim.engine());
        if (engine == null) {
            throw new SpeechRefused(
                    "engine_not_here", "The speech engine " + claim.engine() + " is not here any more.");
        }
        return engine;
    }
}
