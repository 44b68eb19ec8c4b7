package dev.sotto.jobs.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.engines.EnginesAway;
import dev.sotto.jobs.engines.Recognition;
import dev.sotto.jobs.media.FfmpegFailed;
import dev.sotto.jobs.media.Media;
import dev.sotto.jobs.media.Peaks;
import dev.sotto.jobs.media.Soundtrack;
import dev.sotto.jobs.media.UnreadableAudio;
import dev.sotto.jobs.speech.SpeechRefused;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptJson;
import dev.sotto.jobs.workflows.Transcribing;
import dev.sotto.model.jobs.JobWarning;
import dev.sotto.model.jobs.WorkflowGraph;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Transcribes a recording: decodes it, runs the engine and writes the transcript. Blocks, so it needs a worker thread.
 */
@ApplicationScoped
class Transcription {

    private final Media media;
    private final BlobStore store;
    private final Spool spool;
    private final Recognition recognition;

    Transcription(Media media, BlobStore store, Spool spool, Recognition recognition) {
        this.media = media;
        this.store = store;
        this.spool = spool;
        this.recognition = recognition;
    }

    /** Runs a job's workflow. Every failure becomes its outcome. */
    Outcome run(RunningJob running) {
        try {
            return transcribed(running);
        } catch (CancellationException | InterruptedException e) {
            return new Outcome.Stopped();
        } catch (EnginesAway e) {
            return new Outcome.Waiting(e.pause());
        } catch (Throwable e) { // an Error too: otherwise its worker would wait for ever
            return running.cancelled() ? new Outcome.Stopped() : broken(e);
        }
    }

    private static Outcome.Broken broken(Throwable failure) {
        if (failure instanceof SpeechRefused) {
            return new Outcome.Broken("engine-failed", failure.getMessage(), false, null);
        }
        // It was decoded at admission. If that fails now, we assume that the machine is at fault.
        if (failure instanceof UnreadableAudio) {
            return new Outcome.Broken("attempts-exhausted", failure.getMessage(), true, failure);
        }
        return isOfTheMachine(failure) ? Outcome.Broken.machineFailed(failure) : Outcome.Broken.engineFailed(failure);
    }

    private static boolean isOfTheMachine(Throwable failure) {
        return failure instanceof FfmpegFailed
                || failure instanceof FileSystemException
                || failure instanceof StoreUnavailable
                || DiskFull.is(failure);
    }

    private Outcome.Done transcribed(RunningJob running) throws IOException, InterruptedException {
        Claim claim = running.claim();
        WorkflowGraph.Node node = claim.transcription();
        recognition.requireEngine(Transcribing.engine(node), Transcribing.options(node));
        Path pcm = spool.scratch();
        try (BlobStore.LocalFile recording = store.fetch(claim.input())) {
            long recordingBytes = Files.size(recording.path());
            Soundtrack sound = media.measure(
                    recording.path(), claim.sound(), claim.reserved().millis());
            Set<JobWarning> warnings = EnumSet.noneOf(JobWarning.class);
            warnings.addAll(sound.warnings());
            Peaks peaks = Peaks.of(sound);
            Transcript transcript =
                    Voices.merge(sound, claim.sound().split(), heard(running, sound, peaks, pcm, warnings));
            byte[] json = TranscriptJson.write(transcript).getBytes(UTF_8);
            String result = JobFiles.transcript(claim.tenantId(), claim.jobId(), claim.fence());
            // Beside the recording, not in the attempt: every attempt makes the same.
            store.write(JobFiles.peaks(claim.tenantId(), claim.jobId()), peaks.bytes());
            store.write(result, json);
            long decodedMs = sound.decodedMs() * sound.voices();
            return new Outcome.Done(
                    result, decodedMs, recordingBytes + json.length, transcript.language(), List.copyOf(warnings));
        } finally {
            Files.deleteIfExists(pcm);
        }
    }

    private List<Transcript> heard(
            RunningJob running, Soundtrack sound, Peaks peaks, Path pcm, Set<JobWarning> warnings)
            throws IOException, InterruptedException {
        WorkflowGraph.Node node = running.claim().transcription();
        SpeechRequest request = new SpeechRequest(pcm, sound.heardMs(), Transcribing.options(node));
        List<Transcript> voices = new ArrayList<>();
        for (int voice = 0; voice < sound.voices(); voice++) {
            media.decode(sound, voice, pcm);
            peaks.add(sound, pcm);
            Recognition.Result heard = recognition.transcribe(
                    running.claim().tenantId(),
                    Transcribing.engine(node),
                    request,
                    Voices.progress(sound, voice, running));
            voices.add(heard.transcript());
            warnings.addAll(heard.warnings());
            Files.delete(pcm);
        }
        return voices;
    }
}
