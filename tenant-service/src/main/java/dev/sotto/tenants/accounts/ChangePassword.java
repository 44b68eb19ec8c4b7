package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.PasswordChange;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.tenants.passwords.Passwords;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.users.Members;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes the caller's own password, with the current one. The session of the request continues. */
@ApplicationScoped
class ChangePassword {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final PasswordConfirmation passwordConfirmation;
    private final Passwords passwords;
    private final Members members;
    private final NewPassword newPassword;

    ChangePassword(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            PasswordConfirmation passwordConfirmation,
            Passwords passwords,
            Members members,
            NewPassword newPassword) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.passwordConfirmation = passwordConfirmation;
        this.passwords = passwords;
        this.members = members;
        this.newPassword = newPassword;
    }

    Uni<Void> change(Caller caller, PasswordChange wanted, @Nullable UUID session) {
        return passwordConfirmation
                .require(caller, "/current_password", wanted.currentPassword())
                .flatMap(proven -> passwords
                        .hash(wanted.newPassword())
                        .map(hash -> new Change(proven, new NewPassword.Wish("password-changed", hash), session)))
                .flatMap(change -> tenants.find(caller, null).flatMap(tenant -> apply(tenant.narrow(caller), change)));
    }

    private Uni<Void> apply(Caller narrowed, Change change) {
        return transactions.sql(
                narrowed,
                transaction -> members.lock(transaction, narrowed.requireUserId())
                        .invoke(change.proven()::requireStill)
                        .flatMap(member -> newPassword.set(transaction, member, change.wish(), change.session())));
    }

    private record Change(
            PasswordConfirmation.Proven proven,
            NewPassword.Wish wish,
            @Nullable UUID session) {}
}
