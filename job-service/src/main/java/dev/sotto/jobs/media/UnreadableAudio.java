package dev.sotto.jobs.media;

import java.util.Locale;

/** The recording is refused, with a stable code and a sentence for the sender. */
public final class UnreadableAudio extends RuntimeException {

    public enum Reason {
        EMPTY_FILE("The file is empty."),
        PLAYLIST("The file is a playlist that names other files. Send the recording itself."),
        UNKNOWN_FORMAT(
                "The content of the file has none of the formats that Sotto reads: wav, mp3, m4a, mp4, ogg, opus,"
                        + " flac, webm."),
        NO_AUDIO("The file contains no sound."),
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

    public UnreadableAudio(Reason reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
