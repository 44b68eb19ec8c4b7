package dev.sotto.jobs.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-VERSION:3\n",
                "\u00ef\u00bb\u00bf#EXTM3U\n",
                "\n\n  #extm3u",
                "ffconcat version 1.0\nfile 'a.wav'\n",
                "concat:/etc/passwd|/etc/hosts",
                "[playlist]\nFile1=http://example.org",
                "<?xml version=\"1.0\"?><MPD/>"
            })
    void knowsPlaylists(String text) {
        assertThat(new FileHead(text).isPlaylist()).isTrue();
        assertThat(new FileHead(text).isRecording()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "mp4", "ogg", "opus", "flac", "webm"})
    void knowsRecordings(String extension) throws IOException {
        FileHead head = FileHead.of(new Source(Recordings.named("clip." + extension), 0));

        assertThat(head.isRecording()).isTrue();
        assertThat(head.isPlaylist()).isFalse();
    }

    @Test
    void takesTextForNeither() {
        FileHead text = new FileHead("Dear all, the meeting is at ten.");

        assertThat(text.isRecording() || text.isPlaylist() || text.isEmpty()).isFalse();
    }
}
