package dev.sotto.jobs.fetch;

import java.util.Set;

/** A recording could not be fetched. The message is for people. */
public final class FetchFailed extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final Set<String> PASSING = Set.of("unreachable", "interrupted", "timeout");

    private final String reason;

    /** @param reason a stable word */
    public FetchFailed(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the stable word that says why. */
    public String reason() {
        return reason;
    }

    /** Returns whether the same URL may be fetched in a while: the server was away, slow, or broke off. */
    public boolean isPassing() {
        return PASSING.contains(reason);
    }
}
