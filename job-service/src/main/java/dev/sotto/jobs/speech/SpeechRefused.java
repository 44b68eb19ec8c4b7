package dev.sotto.jobs.speech;

/** The engine cannot do what is asked, with a stable code and a sentence for people. */
public final class SpeechRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public SpeechRefused(String reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
