package dev.sotto.jobs.fetch;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.util.Map;
import java.util.Set;

/** Why a recording could not be fetched: a stable word and a text for people. */
public final class FetchFailure {

    private static final Set<String> PASSING = Set.of("unreachable", "interrupted", "timeout");

    private FetchFailure() {}

    /** @param reason a stable word */
    static Problem of(String reason, String detail) {
        return Problem.of(ProblemType.FETCH_FAILED, detail, Map.of("reason", reason));
    }

    /** Returns whether the same URL may be fetched in a while: the server was away, slow, or broke off. */
    public static boolean isPassing(Problem problem) {
        return problem.type() == ProblemType.FETCH_FAILED
                && PASSING.contains(problem.members().get("reason"));
    }
}
