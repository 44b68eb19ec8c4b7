package dev.sotto.tenants.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.tenants.UserDetails;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a user's names, language and time zone. No event is published, because events contain no personal data. */
@ApplicationScoped
class ChangeUser {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Users users;
    private final MergePatch mergePatch;
    private final Clock clock;

    ChangeUser(
            ScopedTransaction transactions, ManagedTenants tenants, Users users, MergePatch mergePatch, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.users = users;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    record Edit(JsonNode patch, @Nullable String ifMatch) {}

    Uni<UserView> changeMe(Caller caller, Edit edit) {
        return change(caller, null, caller.requireUserId(), edit);
    }

    Uni<UserView> change(Caller caller, @Nullable UUID tenantId, UUID id, Edit edit) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant ->
                        transactions.edit(tenant.narrow(caller), transaction -> update(transaction, id, edit)));
    }

    private Uni<UserView> update(OrmTransaction transaction, UUID id, Edit edit) {
        return users.findForEdit(transaction.caller().requireTenantId(), id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .flatMap(user -> apply(transaction, user, edit));
    }

    private Uni<UserView> apply(OrmTransaction transaction, User user, Edit edit) {
        UserView before = user.view();
        Responses.requireVersion(edit.ifMatch(), before.version());
        UserDetails details = mergePatch.apply(user.details(), UserDetails.class, edit.patch());
        requireKnown(details.timeZone());
        user.edit(details, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        UUID resellerId = transaction.caller().scope().resellerId();
        return transaction
                .flush()
                .chain(() -> transaction.record(Change.changed(
                        "user",
                        before.id(),
                        before.tenantId(),
                        resellerId,
                        AuditedUser.of(before),
                        AuditedUser.changed(before, user.view()))))
                .map(recorded -> user.view());
    }

    private static void requireKnown(@Nullable String timeZone) {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw Problem.invalid(Fault.wrongFormat(
                    "/time_zone", "time-zone", "must be a time zone of the IANA database, such as Europe/Berlin"));
        }
    }
}
