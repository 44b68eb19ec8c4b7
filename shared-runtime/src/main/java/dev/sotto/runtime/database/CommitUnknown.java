package dev.sotto.runtime.database;

/** The commit was sent, but no answer came. The transaction may or may not be committed, so it must not be repeated. */
public class CommitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param cause why no answer came */
    public CommitUnknown(Throwable cause) {
        super("the commit's answer did not come", cause);
    }
}
