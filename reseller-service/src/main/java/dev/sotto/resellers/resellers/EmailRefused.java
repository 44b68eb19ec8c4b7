package dev.sotto.resellers.resellers;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;

/** PostgreSQL may know lower-case forms that this Java does not know yet: then it has the last word. */
final class EmailRefused {

    private EmailRefused() {}

    static boolean is(Throwable failure) {
        return DatabaseErrors.isConflict(failure, "resellers_email_is_lower_case");
    }

    static Throwable problem(Throwable failure) {
        return Problem.invalid(Fault.wrongFormat("/email", "email", "must be in lower case"));
    }
}
