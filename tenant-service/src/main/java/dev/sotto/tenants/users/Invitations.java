package dev.sotto.tenants.users;

import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Creates invitations with the task to send their e-mail, in the transaction that creates or finds the user. */
@ApplicationScoped
public class Invitations {

    private static final String OPEN = """
            with invitation as (
                insert into invitations (id, tenant_id, user_id) values ($1, $2, $3) returning id, tenant_id)
            insert into mail_tasks (id, tenant_id, invitation_id)
            select $4, tenant_id, id from invitation
            """;
    /** An e-mail that was not sent yet is removed with its invitation. */
    private static final String FORGET = """
            delete from invitations where tenant_id = $1 and user_id = $2 and accepted_at is null
            """;

    public Uni<Void> open(SqlTransaction transaction, UUID tenantId, UUID userId) {
        return transaction
                .execute(OPEN, Ids.next(), tenantId, userId, Ids.next())
                .replaceWithVoid();
    }

    /** Replaces open invitations with a new one. Their links end at once. */
    public Uni<Void> resend(SqlTransaction transaction, UUID userId) {
        UUID tenantId = transaction.caller().requireTenantId();
        return transaction.execute(FORGET, tenantId, userId).chain(() -> open(transaction, tenantId, userId));
    }
}
