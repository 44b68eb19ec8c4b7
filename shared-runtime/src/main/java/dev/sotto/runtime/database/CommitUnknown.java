package dev.sotto.runtime.database;

/** The commit was sent and its answer did not come: it may or may not have happened, so nothing is done again. */
public class CommitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param cause why no answer came */
    public CommitUnknown(Throwable cause) {
        super("the commit's answer did not come", cause);
    }
}
