package dev.sotto.tenants.throttling;

import dev.sotto.model.Emails;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to sign in. Failures are counted per client, and per client and e-mail address. So failures of others do
 * not affect a person who signs in from elsewhere.
 */
public final class LoginAttempt {

    private final byte[] byClient;
    private final byte[] byClientAndEmail;

    private LoginAttempt(byte[] byClient, byte[] byClientAndEmail) {
        this.byClient = byClient;
        this.byClientAndEmail = byClientAndEmail;
    }

    /** @param address the client's address; all requests without one count as one client */
    public static LoginAttempt of(@Nullable String address, String email) {
        byte[] client = Network.of(address).bytes().array();
        return new LoginAttempt(hash("client", client, ""), hash("pair", client, Emails.normal(email)));
    }

    /** The key for e-mails that one tenant or user sends to an address. */
    static byte[] letter(UUID sender, String email) {
        return hash("letter", sender.toString().getBytes(StandardCharsets.US_ASCII), Emails.normal(email));
    }

    byte[] byClient() {
        return byClient.clone();
    }

    byte[] byClientAndEmail() {
        return byClientAndEmail.clone();
    }

    private static byte[] hash(String of, byte[] client, String email) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(of.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) client.length);
            digest.update(client);
            return digest.digest(email.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
