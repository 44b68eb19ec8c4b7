package dev.sotto.tenants.tenants;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;

/** A domain belongs to one tenant. DNS names are public, so a refusal may say that a domain is in use. */
final class Domains {

    private Domains() {}

    static boolean isTaken(Throwable failure) {
        return DatabaseErrors.isConflict(failure, "tenants_domain_idx");
    }

    static Problem taken(Throwable failure) {
        return Problem.of(ProblemType.CONFLICT, "Another tenant uses this domain. Choose another one.");
    }
}
