package dev.sotto.tenants.tenants;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;

/** A domain leads to one tenant; names in the DNS are public, so a taken one may be said to be. */
final class Domains {

    private Domains() {}

    static boolean isTaken(Throwable failure) {
        return DatabaseErrors.isConflict(failure, "tenants_domain_idx");
    }

    static Problem taken(Throwable failure) {
        return Problem.of(ProblemType.CONFLICT, "Another tenant uses this domain. Choose another one.");
    }
}
