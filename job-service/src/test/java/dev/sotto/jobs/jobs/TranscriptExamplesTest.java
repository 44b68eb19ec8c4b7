package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.jobs.transcripts.TranscriptJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptExamplesTest {

    @Test
    void allFormatsContainTheSameTranscript() {
        Transcript transcript = TranscriptJson.read(TranscriptExamples.JSON);
        Map<TranscriptFormat, String> shown = Map.of(
                TranscriptFormat.JSON, TranscriptExamples.JSON,
                TranscriptFormat.TXT, TranscriptExamples.TXT,
                TranscriptFormat.SRT, TranscriptExamples.SRT,
                TranscriptFormat.VTT, TranscriptExamples.VTT,
                TranscriptFormat.LRC, TranscriptExamples.LRC,
                TranscriptFormat.TSV, TranscriptExamples.TSV);

        assertThat(shown).containsOnlyKeys(TranscriptFormat.values());
        shown.forEach((format, text) -> assertThat(format.render(transcript)).isEqualTo(text));
    }
}
