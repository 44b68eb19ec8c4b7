package dev.sotto.jobs.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileNameTest {

    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("Smith, John; 10:30 = take 2.mp3", "Smith, John; 10:30 = take 2.mp3"),
                Arguments.of("said \"hi\" twice.mp3", "said \"hi\" twice.mp3"),
                Arguments.of("C++ talk.mp3", "C++ talk.mp3"),
                Arguments.of("AC/DC live.mp3", "AC_DC live.mp3"),
                Arguments.of("AC\\DC live.mp3", "AC_DC live.mp3"),
                Arguments.of("9/11 // notes.mp3", "9_11 _ notes.mp3"),
                Arguments.of("a/", "a"),
                Arguments.of("C:\\calls\\a.mp3", "a.mp3"),
                Arguments.of("/home/ann/a b.mp3", "a b.mp3"),
                Arguments.of("\\\\server\\share\\a.mp3", "a.mp3"),
                Arguments.of("../../etc/pass\u0000wd", "passwd"),
                Arguments.of("./a.mp3", "a.mp3"),
                Arguments.of("x/../a.mp3", "a.mp3"),
                Arguments.of("..", "recording"),
                Arguments.of(".", "recording"),
                Arguments.of("/", "recording"),
                Arguments.of(" \t\r\n ", "recording"),
                Arguments.of("", "recording"),
                Arguments.of("two\nlines\r\nof\u2028text.mp3", "two lines of text.mp3"),
                Arguments.of("tab\tand \u0007bell.mp3", "tab and bell.mp3"),
                Arguments.of("Gr\u00fc\u00dfe \ud83d\ude00\ud83d.wav", "Gr\u00fc\u00dfe \ud83d\ude00.wav"),
                Arguments.of("evil\u202e3pm.exe", "evil3pm.exe"),
                Arguments.of(FAMILY + ".mp3", FAMILY + ".mp3"),
                Arguments.of(".hidden.mp3", ".hidden.mp3"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsWords(String sent, String kept) {
        assertThat(FileName.of(sent)).isEqualTo(kept);
    }

    @Test
    void cutsLongNameBeforeItsExtension() {
        assertThat(FileName.of("x".repeat(255))).isEqualTo("x".repeat(255));
        assertThat(FileName.of("x".repeat(400))).isEqualTo("x".repeat(255));
        assertThat(FileName.of("x".repeat(400) + ".mp3")).isEqualTo("x".repeat(251) + ".mp3");
        assertThat(FileName.of("\u65e5".repeat(300) + ".flac")).isEqualTo("\u65e5".repeat(250) + ".flac");
    }

    @Test
    void neverCutsWithinACharacter() {
        String name = FileName.of("x".repeat(249) + FAMILY + FAMILY + ".mp3");
        assertThat(name).isEqualTo("x".repeat(249) + ".mp3");
        assertThat(FileName.of("x".repeat(246) + FAMILY + FAMILY + ".mp3"))
                .isEqualTo("x".repeat(246) + FAMILY + ".mp3");
        assertThat(FileName.of("\ud83d\ude00".repeat(300))).isEqualTo("\ud83d\ude00".repeat(255));
        assertThat(FileName.of("e\u0301".repeat(200))).isEqualTo("e\u0301".repeat(127));
    }

    @Test
    void replacesOnlyTheExtensionOfARecording() {
        assertThat(FileName.withExtension("clip.mp3", "srt")).isEqualTo("clip.srt");
        assertThat(FileName.withExtension("Clip.WAV", "srt")).isEqualTo("Clip.srt");
        assertThat(FileName.withExtension("Interview v2.5", "srt")).isEqualTo("Interview v2.5.srt");
        assertThat(FileName.withExtension("Smith. John", "txt")).isEqualTo("Smith. John.txt");
        assertThat(FileName.withExtension("recording", "vtt")).isEqualTo("recording.vtt");
        assertThat(FileName.withExtension(".mp3", "vtt")).isEqualTo(".mp3.vtt");
        assertThat(FileName.withExtension("x".repeat(255), "json")).isEqualTo("x".repeat(250) + ".json");
    }
}
