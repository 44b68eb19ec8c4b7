package dev.sotto.runtime.inbox;

/** An event that can never be handled. It goes to the dead-letter topic with this message. */
public class InvalidEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidEvent(String message) {
        super(message);
    }

    public InvalidEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
