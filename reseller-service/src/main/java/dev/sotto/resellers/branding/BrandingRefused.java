package dev.sotto.resellers.branding;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;

/** Turns violated database constraints into problems. */
final class BrandingRefused {

    private BrandingRefused() {}

    static <T> Uni<T> explained(Uni<T> write) {
        return write.onFailure(failure -> DatabaseErrors.isConflict(failure, "branding_configurations_name_is_taken"))
                .transform(failure -> Problem.of(
                        ProblemType.CONFLICT,
                        "Another of your branding configurations has this name. Choose another one."))
                .onFailure(failure -> DatabaseErrors.isConflict(failure, "branding_configurations_reseller_id_fkey"))
                .transform(failure -> Problem.notFound());
    }
}
