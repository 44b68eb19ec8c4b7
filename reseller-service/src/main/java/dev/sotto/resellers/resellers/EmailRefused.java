package dev.sotto.resellers.resellers;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Problem;

/** PostgreSQL may know lower-case forms that this Java version does not know. Then PostgreSQL's check decides. */
final class EmailRefused {

    private EmailRefused() {}

    static boolean is(Throwable failure) {
        return DatabaseErrors.isConflict(failure, "resellers_email_is_lower_case");
    }

    static Throwable problem(Throwable failure) {
        return Problem.invalid("/email", "must be in lower case");
    }
}
