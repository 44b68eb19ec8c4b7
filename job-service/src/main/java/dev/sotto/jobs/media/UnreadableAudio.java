package dev.sotto.jobs.media;

import java.util.Locale;

/** The recording is refused, with a stable code and a sentence for the sender. */
public final class UnreadableAudio extends RuntimeException {

    public enum Reason {
        EMPTY_FILE("The file is empty."),
        PLAYLIST("The file is a playlist that names other files; send the recording itself."),
        UNKNOWN_FORMAT("The file is not a recording in a format we read (wav, mp3, m4a, mp4, ogg, opus, flac, webm),"
                + " whatever its name says."),
        NO_AUDIO("The file holds no sound."),
        DAMAGED("The recording is damaged or cut off, so that nothing of it can be decoded."),
        TOO_LONG("The recording is longer than is allowed."),
        TOO_COSTLY("The recording takes far more time or memory to read than its length warrants.");

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
