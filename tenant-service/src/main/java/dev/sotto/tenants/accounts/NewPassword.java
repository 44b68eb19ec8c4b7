package dev.sotto.tenants.accounts;

import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.users.Member;
import dev.sotto.tenants.users.Members;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets a new password after any kind of proof, and ends everything that the old one opened. */
@ApplicationScoped
class NewPassword {

    private static final String SET = "update users set password_hash = $3 where tenant_id = $1 and id = $2";

    private final Members members;
    private final Sessions sessions;
    private final VerificationTokens verificationTokens;

    NewPassword(Members members, Sessions sessions, VerificationTokens verificationTokens) {
        this.members = members;
        this.sessions = sessions;
        this.verificationTokens = verificationTokens;
    }

    /** @param going the session that continues; null if none does */
    Uni<Void> set(SqlTransaction transaction, Member member, Wish wish, @Nullable UUID going) {
        UUID id = member.view().id();
        return transaction
                .execute(SET, member.view().tenantId(), id, wish.passwordHash())
                .chain(() -> members.withdrawTokens(transaction, wish.action(), member))
                .chain(() -> sessions.endAll(transaction, id, going))
                .chain(() -> verificationTokens.forget(transaction, id));
    }

    /** @param action for the audit log */
    record Wish(String action, String passwordHash) {

        /** Omits the hash, because this text may be logged. */
        @Override
        public String toString() {
            return "Wish[" + action + "]";
        }
    }
}
