package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.transcripts.TranscriptFormat.JSON;
import static dev.sotto.jobs.transcripts.TranscriptFormat.LRC;
import static dev.sotto.jobs.transcripts.TranscriptFormat.SRT;
import static dev.sotto.jobs.transcripts.TranscriptFormat.TXT;
import static dev.sotto.jobs.transcripts.TranscriptFormat.VTT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.runtime.problem.Problem;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranscriptChoiceTest {

    @Test
    void usesWorkflowsFirstFormatByDefault() {
        assertThat(choice("*/*").among(List.of(VTT, TXT))).isEqualTo(VTT);
        assertThat(choice("*/*").among(List.of())).isEqualTo(JSON);
    }

    @Test
    void usesMostPreferredMediaType() {
        assertThat(choice("text/vtt", "*/*").among(List.of(SRT))).isEqualTo(VTT);
        assertThat(choice("*/*", "text/vtt").among(List.of(SRT))).isEqualTo(SRT);
        assertThat(choice("text/html", "*/*").among(List.of(SRT))).isEqualTo(SRT);
        assertThat(choice("TEXT/VTT").among(List.of(SRT))).isEqualTo(VTT);
    }

    @Test
    void usesWorkflowsFirstFormatForMediaRange() {
        assertThat(choice("text/*").among(List.of(SRT, VTT, TXT))).isEqualTo(VTT);
        assertThat(choice("text/*").among(List.of(SRT))).isEqualTo(TXT);
        assertThat(choice("application/*").among(List.of(VTT, LRC))).isEqualTo(LRC);
    }

    @Test
    void formatParameterOverridesAccept() {
        assertThat(TranscriptChoice.of("Txt", types("application/json")).among(List.of(SRT)))
                .isEqualTo(TXT);
    }

    @Test
    void refusesUnknownFormatAndMediaType() {
        assertThatThrownBy(() -> TranscriptChoice.of("docx", types("*/*"))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> choice("image/png").among(List.of(SRT))).isInstanceOf(NotAcceptableException.class);
    }

    @Test
    void everyFormatHasItsMediaType() {
        assertThat(TranscriptFormat.values())
                .allSatisfy(format ->
                        assertThat(choice(format.mediaType()).among(List.of())).isEqualTo(format));
    }

    private static TranscriptChoice choice(String... accepted) {
        return TranscriptChoice.of(null, types(accepted));
    }

    private static List<MediaType> types(String... types) {
        return Stream.of(types)
                .map(type -> type.split("/"))
                .map(parts -> new MediaType(parts[0], parts[1]))
                .toList();
    }
}
