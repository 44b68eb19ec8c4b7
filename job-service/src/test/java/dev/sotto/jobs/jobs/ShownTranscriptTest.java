package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.jobs.transcripts.TranscriptJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTranscriptTest {

    @Test
    void isTheSameTranscriptInEachFormat() {
        Transcript transcript = TranscriptJson.read(ShownTranscript.JSON);
        Map<TranscriptFormat, String> shown = Map.of(
                TranscriptFormat.JSON, ShownTranscript.JSON,
                TranscriptFormat.TXT, ShownTranscript.TXT,
                TranscriptFormat.SRT, ShownTranscript.SRT,
                TranscriptFormat.VTT, ShownTranscript.VTT,
                TranscriptFormat.LRC, ShownTranscript.LRC,
                TranscriptFormat.TSV, ShownTranscript.TSV);

        assertThat(shown).containsOnlyKeys(TranscriptFormat.values());
        shown.forEach((format, text) -> assertThat(format.render(transcript)).isEqualTo(text));
    }
}
