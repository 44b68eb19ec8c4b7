package dev.sotto.jobs.speech;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Word;
import edu.cmu.sphinx.decoder.Decoder;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.util.List;

/** Recognises one recording, and is then discarded. */
final class SphinxRecogniser {

    private final Decoder decoder;
    private final PcmStream pcm;

    SphinxRecogniser(SphinxModels models, PcmStream pcm) {
        this.pcm = pcm;
        // See SphinxModels.load.
        synchronized (SphinxModels.class) {
            ConfigurationManager graph = models.freshGraph();
            this.decoder = graph.lookup("decoder");
            decoder.allocate();
            StreamDataSource source = graph.lookup("dataSource");
            source.setInputStream(pcm);
        }
    }

    List<Segment> segments(long durationMs) {
        Segmentation segmentation = new Segmentation();
        long before = -1;
        while (true) {
            Result utterance = decoder.decode(null);
            // No result means the end, or that the search dropped every hypothesis in the middle. In the second case it
            // continues.
            if (utterance == null && (pcm.ended() || pcm.bytes() == before)) {
                return segmentation.segments();
            }
            before = pcm.bytes();
            if (utterance != null) {
                segmentation.addUtterance(words(utterance, durationMs));
            }
        }
    }

    private static List<Word> words(Result utterance, long durationMs) {
        return utterance.getTimedBestResult(false).stream()
                .map(word -> word(word, durationMs))
                .toList();
    }

    /** The last window of a recording is padded, so the last word may seem to end after the recording. */
    private static Word word(WordResult word, long durationMs) {
        long start = Math.min(word.getTimeFrame().getStart(), durationMs);
        long end = Math.min(word.getTimeFrame().getEnd(), durationMs);
        return new Word(word.getWord().getSpelling(), Math.max(0, start), Math.max(0, end), null);
    }
}
