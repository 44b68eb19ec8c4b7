package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void removesPathsControlsAndLoneSurrogatesFromFileNames() {
        assertThat(Upload.shown("C:\\calls\\a.mp3")).isEqualTo("a.mp3");
        assertThat(Upload.shown("../../etc/pass\u0000wd")).isEqualTo("passwd");
        assertThat(Upload.shown("Gr\u00fc\u00dfe \ud83d\ude00\ud83d.wav"))
                .isEqualTo("Gr\u00fc\u00dfe \ud83d\ude00.wav");
        assertThat(Upload.shown("a/")).isEqualTo("recording");
        assertThat(Upload.shown("x".repeat(400))).hasSize(255);
    }

    @Test
    void transcriptsAreNamedAfterTheirRecordings() {
        TranscriptFile file = new TranscriptFile(TranscriptFormat.SRT, "Gespr\u00e4ch \"1\".mp3", "");

        assertThat(file.response().getHeaderString("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Gespr_ch _1_.srt\"; filename*=UTF-8''Gespr%C3%A4ch%20%221%22.srt");
    }
}
