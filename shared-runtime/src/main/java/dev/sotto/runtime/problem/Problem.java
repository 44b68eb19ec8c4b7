package dev.sotto.runtime.problem;

import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A refusal with its reason. Thrown where it is decided, and turned into {@code application/problem+json} in one place.
 * Callers never see its cause. The code that ends a failure (answers it or continues without) logs it, once.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int RETRY_AFTER_SECONDS = 2;
    /** Nobody frees disk space within seconds, and a repeated upload costs both sides. */
    private static final int RETRY_AFTER_WITHOUT_ROOM_SECONDS = 60;

    private final ProblemType type;
    private final transient List<Fault> faults;
    private final transient Map<String, Object> members;
    private final int retryAfterSeconds;
    private final boolean needsRepair;

    private Problem(ProblemType type, String detail, List<Fault> faults, Map<String, Object> members) {
        this(type, detail, faults, members, retryAfter(type));
    }

    private Problem(
            ProblemType type, String detail, List<Fault> faults, Map<String, Object> members, int retryAfterSeconds) {
        // No stack trace: it adds nothing to the reason, and it costs more than the rest of the refusal.
        super(detail, null, false, false);
        this.type = type;
        this.faults = faults;
        this.members = members;
        this.retryAfterSeconds = retryAfterSeconds;
        this.needsRepair = false;
    }

    private Problem(ProblemType type, String detail, Throwable cause, boolean needsRepair) {
        super(detail, cause, false, false);
        this.type = type;
        this.faults = List.of();
        this.members = Map.of();
        this.retryAfterSeconds = retryAfter(type);
        this.needsRepair = needsRepair;
    }

    private static int retryAfter(ProblemType type) {
        return switch (type) {
            case UNAVAILABLE, TOO_MANY_REQUESTS -> RETRY_AFTER_SECONDS;
            case INSUFFICIENT_STORAGE -> RETRY_AFTER_WITHOUT_ROOM_SECONDS;
            default -> 0;
        };
    }

    /** Creates a refusal. The detail says what happened and what the caller can do. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    /** Creates a refusal with further members, for example the numbers of a quota. */
    public static Problem of(ProblemType type, String detail, Map<String, Object> members) {
        return new Problem(type, detail, List.of(), members);
    }

    /** The resource does not exist or does not belong to the caller. Both look the same. */
    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND, "Resource not found.");
    }

    /** Somebody else changed the resource between the read and the write. */
    public static Problem changedMeanwhile() {
        return of(ProblemType.PRECONDITION_FAILED, "The resource changed since you read it. Fetch it and retry.");
    }

    /** A request with faults, each of which says where it is. */
    public static Problem invalid(List<Fault> faults) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                "Correct the values that errors names, and send the request again.",
                faults,
                Map.of());
    }

    /** A request with one fault. */
    public static Problem invalid(Fault fault) {
        return invalid(List.of(fault));
    }

    /** Something that Sotto needs is unavailable. The same request may succeed in a moment. */
    public static Problem unavailable(String detail) {
        return of(ProblemType.UNAVAILABLE, detail);
    }

    /** The same, with a cause for the log. */
    public static Problem unavailable(String detail, Throwable cause) {
        return new Problem(ProblemType.UNAVAILABLE, detail, cause, false);
    }

    /** A failure of ours that an operator must repair. The log shows the cause. */
    public static Problem needingRepair(ProblemType type, String detail, Throwable cause) {
        return new Problem(type, detail, cause, true);
    }

    /**
     * Returns the level at which to log a failure.
     *
     * @param usual the level for temporary failures and for faults of the caller
     */
    public static Logger.Level severity(Throwable failure, Logger.Level usual) {
        return failure instanceof Problem problem && problem.needsRepair() ? Logger.Level.ERROR : usual;
    }

    /** The caller sent too many requests. The same request is accepted after this number of seconds. */
    public static Problem tooManyRequests(String detail, int retryAfterSeconds) {
        return new Problem(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), Map.of(), Math.max(1, retryAfterSeconds));
    }

    public ProblemType type() {
        return type;
    }

    public List<Fault> faults() {
        return faults;
    }

    public Map<String, Object> members() {
        return members;
    }

    public boolean isUnavailable() {
        return type == ProblemType.UNAVAILABLE;
    }

    /** Returns whether an operator must act before the same request can succeed. */
    public boolean needsRepair() {
        return needsRepair;
    }

    /** Returns the seconds for {@code Retry-After} if a retry makes sense; 0 otherwise. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** For the log: includes the cause, which callers do not see. */
    @Override
    public String toString() {
        Throwable cause = getCause();
        return cause == null ? super.toString() : super.toString() + " (" + cause + ")";
    }
}
