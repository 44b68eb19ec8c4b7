package dev.sotto.jobs.speech;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** CMU Sphinx-4 in this JVM: English, without a download. Each simultaneous recording needs about 250 MB of heap. */
public final class SphinxEngine implements SpeechEngine {

    private static final String MODEL = "en-us";

    private final String name;
    private final int concurrency;
    private final Semaphore recognisers;
    private final ConcurrentLinkedDeque<SphinxModels> idle = new ConcurrentLinkedDeque<>();

    /** @param concurrency the number of simultaneous recordings; others wait. Models are loaded at first use. */
    public SphinxEngine(String name, int concurrency) {
        this.name = name;
        this.concurrency = concurrency;
        this.recognisers = new Semaphore(concurrency, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SpeechCapabilities capabilities() {
        return new SpeechCapabilities(
                false, true, true, false, false, true, false, false, Set.of("en"), List.of(MODEL), concurrency);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        recognisers.acquire();
        try {
            List<Segment> segments = recognise(request, progress);
            return Transcript.of(name, MODEL, "transcribe", "en", request.durationMs(), segments);
        } finally {
            recognisers.release();
        }
    }

    private List<Segment> recognise(SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        SphinxModels lent = idle.poll();
        SphinxModels models = lent == null ? SphinxModels.load() : lent;
        try (PcmStream pcm = new PcmStream(new BufferedInputStream(Files.newInputStream(request.pcm())), progress)) {
            List<Segment> segments = new SphinxRecogniser(models, pcm).segments(request.durationMs());
            // Returns models only after a successful run. After a failure they are loaded again.
            idle.push(models);
            return segments;
        } catch (PcmStream.Interrupted e) {
            throw new InterruptedException("interrupted while transcribing");
        }
    }
}
