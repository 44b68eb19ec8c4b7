package dev.sotto.local.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class RecordingTest {
    @Test
    void createsSilenceOfRequestedLength() throws Exception {
        try (AudioInputStream silence = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(Recording.silence(61).content()))) {
            AudioFormat format = silence.getFormat();
            assertThat(silence.getFrameLength() / format.getFrameRate()).isEqualTo(61f);
        }
    }

    @Test
    void findsTheSampleRecording() {
        assertThat(Recording.sample().content()).hasSizeBetween(10_000, 100_000);
    }
}
