package dev.sotto.runtime.isolation;

/** The commit was sent and its answer did not come: it may or may not have happened, so nothing is done again. */
class CommitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommitUnknown(Throwable cause) {
        super("the commit's answer did not come", cause);
    }
}
