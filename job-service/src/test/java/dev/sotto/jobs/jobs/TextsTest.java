package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void transcriptsAreNamedAfterTheirRecordings() {
        TranscriptFile file = new TranscriptFile(TranscriptFormat.SRT, "Gespr\u00e4ch \"1\".mp3", 0, "");

        assertThat(file.disposition())
                .isEqualTo("attachment; filename=\"Gesprach _1_.srt\"; filename*=UTF-8''Gespr%C3%A4ch%20%221%22.srt");
    }
}
