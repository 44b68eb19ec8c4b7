package dev.sotto.jobs.media;

import java.util.Locale;
import java.util.Map;

/** The recording is refused, with a stable code, its values and a sentence for the sender. */
public final class UnreadableAudio extends RuntimeException {

    public enum Reason {
        EMPTY_FILE("The file is empty."),
        PLAYLIST("The file is a playlist that names other files. Send the recording itself."),
        UNKNOWN_FORMAT("The content of the file has none of the formats that Sotto reads. Convert it, for example to"
                + " mp3, m4a, flac or wav."),
        NO_AUDIO("The file contains no sound."),
        NO_SUCH_TRACK("The recording does not have that many audio tracks."),
        PROTECTED("The recording is encrypted (DRM). Send an unprotected copy."),
        CODEC_UNSUPPORTED(
                "The sound is coded in a way that Sotto does not read. Convert it, for example to mp3 or m4a."),
        SAMPLE_RATE_TOO_LOW("The sample rate is below 4000 Hz, which is too low for speech."),
        TOO_MANY_CHANNELS("A track has more than 64 channels. Send fewer."),
        DAMAGED("The recording is damaged or incomplete and cannot be decoded."),
        TOO_LONG("The recording is longer than allowed. Split it into shorter ones."),
        TOO_COSTLY("The recording needs too much time or memory to decode. Convert it to another format.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** Returns the stable code, for example {@code unknown_format}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String sentence() {
            return sentence;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Map<String, Object> values;

    public UnreadableAudio(Reason reason) {
        this(reason, Map.of());
    }

    /** @param values what was found, by its name in a problem document */
    public UnreadableAudio(Reason reason, Map<String, Object> values) {
        super(reason.sentence());
        this.reason = reason;
        this.values = Map.copyOf(values);
    }

    static UnreadableAudio codec(String codec) {
        return new UnreadableAudio(Reason.CODEC_UNSUPPORTED, Map.of("codec", codec));
    }

    /** @param readableMs what could be decoded before it broke */
    static UnreadableAudio damaged(long readableMs) {
        return new UnreadableAudio(Reason.DAMAGED, Map.of("readable_seconds", readableMs / 1000.0));
    }

    public Reason reason() {
        return reason;
    }

    public Map<String, Object> values() {
        return values;
    }
}
