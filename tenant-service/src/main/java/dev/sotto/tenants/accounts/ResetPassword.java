package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.PasswordReset;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.passwords.Passwords;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.users.Members;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Replaces a forgotten password, with the link from an e-mail. All sessions end. */
@ApplicationScoped
class ResetPassword {

    private final ScopedTransaction transactions;
    private final Passwords passwords;
    private final Members members;
    private final VerificationTokens verificationTokens;
    private final NewPassword newPassword;

    ResetPassword(
            ScopedTransaction transactions,
            Passwords passwords,
            Members members,
            VerificationTokens verificationTokens,
            NewPassword newPassword) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.members = members;
        this.verificationTokens = verificationTokens;
        this.newPassword = newPassword;
    }

    Uni<Void> reset(PasswordReset answer, Client client) {
        return verificationTokens
                .find("PasswordReset", answer.token())
                .flatMap(proof -> passwords
                        .hash(answer.password())
                        .map(hash -> new NewPassword.Wish("password-reset", hash))
                        .flatMap(wish -> transactions.sql(
                                proof.person().caller(client), transaction -> apply(transaction, proof, wish))));
    }

    private Uni<Void> apply(SqlTransaction transaction, VerificationTokens.Proof proof, NewPassword.Wish wish) {
        return members.lock(transaction, proof.person().userId())
                .call(member -> verificationTokens.use(transaction, proof))
                .flatMap(member -> newPassword.set(transaction, member, wish, null));
    }
}
