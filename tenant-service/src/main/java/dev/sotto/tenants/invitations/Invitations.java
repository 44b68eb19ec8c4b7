package dev.sotto.tenants.invitations;

import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Opens invitations: each with the task to send its letter, in the transaction that makes or finds the user. */
@ApplicationScoped
public class Invitations {

    private static final String OPEN = """
            with invitation as (
                insert into invitations (id, tenant_id, user_id) values ($1, $2, $3) returning id, tenant_id)
            insert into mail_tasks (id, tenant_id, invitation_id)
            select $4, tenant_id, id from invitation
            """;

    public Uni<Void> open(SqlTransaction transaction, UUID tenantId, UUID userId) {
        return transaction
                .execute(OPEN, Ids.next(), tenantId, userId, Ids.next())
                .replaceWithVoid();
    }
}
