package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFormatTest {

    @ParameterizedTest
    @CsvSource({
        "clip.mp3, MP3",
        "clip.m4a, M4A",
        "clip.mp4, MP4",
        "clip.ogg, OGG",
        "clip.opus, OPUS",
        "clip.flac, FLAC",
        "clip.webm, WEBM"
    })
    void recognisesFormatByFirstBytes(String name, AudioFormat format) throws IOException {
        assertThat(AudioFormat.of(Recordings.named(name))).isEqualTo(format);
    }

    @Test
    void recognisesWav() {
        assertThat(AudioFormat.of(Recordings.wav(new byte[10], 10))).isEqualTo(AudioFormat.WAV);
    }

    @Test
    void recognisesMp3WithoutTags() throws IOException {
        byte[] mp3 = Files.readAllBytes(Recordings.named("clip.mp3"));
        byte[] untagged = java.util.Arrays.copyOfRange(mp3, 20, 100);

        assertThat(AudioFormat.of(untagged)).isEqualTo(AudioFormat.MP3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-VERSION:3\n",
                "\ufeff#EXTM3U\n",
                "\n\n  #extm3u",
                "ffconcat version 1.0\nfile 'a.wav'\n",
                "concat:/etc/passwd|/etc/hosts",
                "[playlist]\nFile1=http://example.org",
                "<?xml version=\"1.0\"?><MPD/>"
            })
    void refusesPlaylists(String content) {
        assertRefused(content.getBytes(UTF_8), Reason.PLAYLIST);
    }

    @Test
    void refusesUnknownFormat() {
        assertRefused("Dear all, the meeting is at ten.".getBytes(UTF_8), Reason.UNKNOWN_FORMAT);
        assertRefused("\ufeffDear all, the meeting is at ten.".getBytes(UTF_16LE), Reason.UNKNOWN_FORMAT);
        assertRefused(new byte[64], Reason.UNKNOWN_FORMAT);
        assertRefused(new byte[] {'R', 'I', 'F', 'F'}, Reason.UNKNOWN_FORMAT);
        assertRefused(new byte[] {(byte) 0xFF}, Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesAnEmptyFile() {
        assertRefused(new byte[0], Reason.EMPTY_FILE);
    }

    private static void assertRefused(byte[] head, Reason reason) {
        assertThatThrownBy(() -> AudioFormat.of(head))
                .isInstanceOfSatisfying(
                        UnreadableAudio.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
