package dev.sotto.jobs.jobs;

import dev.sotto.jobs.fetch.FetchFailed;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.time.Duration;
import java.util.Set;

/** What happens to a recording that could not be fetched. */
sealed interface FetchDecision {

    /** The recording is tried again. The attempt counts. */
    record Retry(Duration pause) implements FetchDecision {}

    /**
     * The recording waits, and the attempt does not count.
     *
     * @param forLong whether this time does not count either
     */
    record Wait(Duration pause, boolean forLong) implements FetchDecision {}

    /**
     * The job failed.
     *
     * @param reason a stable code
     * @param error the reason as text for people
     */
    record Fail(String reason, String error) implements FetchDecision {}

    /** How often a recording is tried, and the pause before the second time; each further one is three times as long. */
    record Limits(int attempts, Duration pause) {}

    Duration A_WHILE = Duration.ofMinutes(1);

    /** A refusal for which only the moment is to blame. */
    Set<ProblemType> PASSING = Set.of(
            ProblemType.UNAVAILABLE,
            ProblemType.INTERNAL,
            ProblemType.INSUFFICIENT_STORAGE,
            ProblemType.TOO_MANY_REQUESTS);

    /** Decides after a failed attempt. */
    static FetchDecision after(Throwable failure, Fetch fetch, Limits limits) {
        if (failure instanceof FetchFailed failed) {
            Fail refused = new Fail(failed.reason(), String.valueOf(failed.getMessage()));
            return failed.isPassing() ? again(fetch.attempt(), limits, refused) : refused;
        }
        if (!(failure instanceof Problem problem)) {
            Fail broken = new Fail(
                    "internal-error",
                    "Sotto could not fetch the recording because of an internal error. The recording is not the cause.");
            return again(fetch.attempt(), limits, broken);
        }
        Fail refused = new Fail(reason(problem), String.valueOf(problem.getMessage()));
        if (problem.type() == ProblemType.SUSPENDED) {
            return new Wait(A_WHILE, true);
        }
        if (problem.needsRepair() || PASSING.contains(problem.type())) {
            return fetch.left().compareTo(A_WHILE) > 0 ? new Wait(A_WHILE, false) : refused;
        }
        return refused;
    }

    /** Returns the decision for a claim that exceeds the limit because the processes of all others were lost. */
    static Fail exhausted(Limits limits) {
        return new Fail(
                "attempts-exhausted",
                "Fetching the recording was begun " + limits.attempts()
                        + " times, and its process was lost each time.");
    }

    private static FetchDecision again(int attempt, Limits limits, Fail last) {
        return attempt < limits.attempts()
                ? new Retry(limits.pause().multipliedBy((long) Math.pow(3, attempt - 1)))
                : last;
    }

    private static String reason(Problem problem) {
        Object reason = problem.members().get("reason");
        return reason == null ? problem.type().word() : reason.toString();
    }
}
