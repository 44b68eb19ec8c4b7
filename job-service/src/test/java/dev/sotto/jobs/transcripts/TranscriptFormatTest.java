package dev.sotto.jobs.transcripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TranscriptFormatTest {

    private static final Transcript MEETING = new Transcript(
            Transcript.VERSION,
            "sphinx",
            "en-us",
            "transcribe",
            "en",
            0.98,
            3_725_500,
            "good morning a < b && c --> d see you",
            List.of(
                    new Segment(
                            0,
                            180,
                            970,
                            "good morning",
                            null,
                            -0.25,
                            0.01,
                            List.of(new Word("good", 180, 430, 0.9), new Word("morning", 440, 970, null))),
                    new Segment(1, 61_234, 65_000, "a < b && c --> d", "Dr. <A> & [B]", null, null, null),
                    Segment.of(2, 70_000, 71_000, " \n "),
                    Segment.of(3, 3_723_004, 3_723_004, "see\n\nyou\tsoon")));

    private static final Transcript NOTHING = Transcript.of("sphinx", "en-us", "transcribe", "en", 2000, List.of());

    @ParameterizedTest
    @EnumSource(TranscriptFormat.class)
    void matchesGoldenFile(TranscriptFormat format) throws IOException {
        assertThat(format.render(MEETING)).isEqualTo(golden("meeting." + format.extension()));
    }

    @Test
    void rendersEmptyTranscriptAsValidFile() {
        assertThat(TranscriptFormat.TXT.render(NOTHING)).isEmpty();
        assertThat(TranscriptFormat.SRT.render(NOTHING)).isEmpty();
        assertThat(TranscriptFormat.LRC.render(NOTHING)).isEmpty();
        assertThat(TranscriptFormat.VTT.render(NOTHING)).isEqualTo("WEBVTT\n");
        assertThat(TranscriptFormat.TSV.render(NOTHING)).isEqualTo("start\tend\ttext\n");
        assertThat(TranscriptJson.read(TranscriptFormat.JSON.render(NOTHING))).isEqualTo(NOTHING);
    }

    @Test
    void readsStoredTranscript() {
        assertThat(TranscriptJson.read(TranscriptJson.write(MEETING))).isEqualTo(MEETING);
    }

    @Test
    void readsTranscriptOfLaterVersion() {
        String later = TranscriptJson.write(NOTHING).replace("\"version\":1", "\"version\":2,\"mood\":\"fine\"");

        assertThat(TranscriptJson.read(later).version()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"srt, SRT", "VTT, VTT", "json, JSON", "lrc, LRC", "tsv, TSV", "txt, TXT"})
    void isFoundByItsExtension(String extension, TranscriptFormat format) {
        assertThat(TranscriptFormat.byExtension(extension)).contains(format);
        assertThat(TranscriptFormat.byExtension("docx")).isEmpty();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = TranscriptFormatTest.class.getResourceAsStream("/transcripts/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }
}
