package dev.sotto.runtime.problem;

import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A refusal with its reason: thrown where it is decided, turned into {@code application/problem+json} in one place. Its cause
 * is for the log alone: whoever ends a failure (answers with it, or goes on without) logs it, once.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int RETRY_AFTER_SECONDS = 2;
    /** Nobody makes room within seconds, and an upload that comes again costs both sides. */
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
        // No stack trace: it says nothing that the reason does not, and takes longer than all the rest of a refusal.
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

    /** A refusal of a type, with what the caller should know and do. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    /** The same with further members, as the figures of a quota. */
    public static Problem of(ProblemType type, String detail, Map<String, Object> members) {
        return new Problem(type, detail, List.of(), members);
    }

    /** Absent, or not the caller's: the two look the same. */
    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND, "Resource not found.");
    }

    /** Somebody else has changed it between the reading and the writing. */
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

    /** Something that Sotto needs is away; the same request may succeed in a moment. */
    public static Problem unavailable(String detail) {
        return of(ProblemType.UNAVAILABLE, detail);
    }

    /** The same, with what the log should tell of it. */
    public static Problem unavailable(String detail, Throwable cause) {
        return new Problem(ProblemType.UNAVAILABLE, detail, cause, false);
    }

    /** A failure of ours that does not pass by itself: whoever runs Sotto must act, and finds the cause in the log. */
    public static Problem needingRepair(ProblemType type, String detail, Throwable cause) {
        return new Problem(type, detail, cause, true);
    }

    /**
     * How loud a failure is logged.
     *
     * @param usual for one that passes, or is the caller's
     */
    public static Logger.Level severity(Throwable failure, Logger.Level usual) {
        return failure instanceof Problem problem && problem.needsRepair() ? Logger.Level.ERROR : usual;
    }

    /** More than somebody may ask for at a time; the same request is taken after so many seconds. */
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

    /** Whether somebody must act before the same request can succeed. */
    public boolean needsRepair() {
        return needsRepair;
    }

    /** Seconds for {@code Retry-After}, where trying again makes sense; 0 elsewhere. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** For the log: with the cause, which callers are not told. */
    @Override
    public String toString() {
        Throwable cause = getCause();
        return cause == null ? super.toString() : super.toString() + " (" + cause + ")";
    }
}
