package dev.sotto.runtime.audit;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filter of an audit log, as query parameters. An absent parameter matches everything. */
public class AuditFilter {

    @QueryParam("tenant_id")
    @Parameter(description = "What concerns one tenant")
    @Nullable
    UUID tenantId;

    @QueryParam("user_id")
    @Parameter(description = "What was done by a user, or in the user's name")
    @Nullable
    UUID userId;

    @QueryParam("actor")
    @Size(max = 100)
    @Parameter(description = "Who really acted: a user's id, api-key:<id>, or a task of the machine")
    @Nullable
    String actor;

    @QueryParam("action")
    @Size(max = 100)
    @Parameter(description = "As created, changed or suspended")
    @Nullable
    String action;

    @QueryParam("subject_type")
    @Size(max = 100)
    @Parameter(description = "As tenant, user or workflow")
    @Nullable
    String subjectType;

    @QueryParam("subject_id")
    @Parameter(description = "What was done to one thing")
    @Nullable
    UUID subjectId;

    @QueryParam("from")
    @Parameter(description = "An instant, inclusive")
    @Nullable
    Instant from;

    @QueryParam("to")
    @Parameter(description = "An instant, exclusive")
    @Nullable
    Instant to;

    /** Returns the parameters of the filtering statements, starting at {@code $3}. */
    List<@Nullable Object> parameters() {
        return Arrays.asList(tenant(), user(), actor, action, subjectType, subject(), since(), until());
    }

    /** Returns whether the filter asks for more than the entries of this tenant. */
    boolean narrows(@Nullable UUID tenantId) {
        return parameters().stream().anyMatch(asked -> asked != null && !asked.equals(tenantId));
    }

    @Nullable
    UUID tenant() {
        return tenantId;
    }

    @Nullable
    UUID user() {
        return userId;
    }

    @Nullable
    UUID subject() {
        return subjectId;
    }

    @Nullable
    OffsetDateTime since() {
        return utc(from);
    }

    @Nullable
    OffsetDateTime until() {
        OffsetDateTime until = utc(to);
        OffsetDateTime since = since();
        if (since != null && until != null && !since.isBefore(until)) {
            throw Problem.invalid(new Fault("?to", FaultCode.OUT_OF_RANGE, "must be later than from"));
        }
        return until;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
