package dev.sotto.jobs.quota;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.util.Map;

/** The plan's limit for the size of one recording. */
public final class LargestFile {

    private static final long MB = 1_000_000;

    private LargestFile() {}

    /** Returns the limit in bytes. */
    public static long of(PlanFeatures plan) {
        return plan.maxFileMb() == null ? Long.MAX_VALUE : plan.maxFileMb() * MB;
    }

    /**
     * Refuses a recording that is larger.
     *
     * @param pointer what names the recording in the request
     */
    public static void require(PlanFeatures plan, long bytes, String pointer) {
        if (bytes > of(plan)) {
            throw Problem.invalid(
                    new Fault(pointer, FaultCode.TOO_LARGE, Map.of("max", of(plan)), "must have " + atMost(plan)));
        }
    }

    /** Returns the refusal of a recording that is fetched, which becomes the reason of its job. */
    public static Problem fetched(PlanFeatures plan) {
        return Problem.of(
                ProblemType.TOO_LARGE, "The recording must have " + atMost(plan) + ".", Map.of("reason", "too_large"));
    }

    private static String atMost(PlanFeatures plan) {
        return "at most " + plan.maxFileMb() + " MB, because the plan includes no larger recordings";
    }
}
