package dev.sotto.local;

import dev.sotto.local.walk.Answer;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Mailbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * The platform's first administrator, who accepts the invitation that a new platform sends.
 *
 * @param passwordFile the file that holds the password
 */
public record PlatformAdmin(String email, String password, Path passwordFile) {
    static final String EMAIL = "admin@sotto.local";

    private static final int PASSWORD_BYTES = 12;

    /** Signs in. The first time, it accepts the invitation in the mail directory. */
    static PlatformAdmin signIn(URI address, DataDirectory data) {
        // The password is saved before it is sent. If this run ends, the next one still knows it.
        PlatformAdmin admin = new PlatformAdmin(EMAIL, password(data.adminPassword()), data.adminPassword());
        Api api = new Api(address);
        Map<String, String> login = Map.of("email", admin.email, "password", admin.password);
        if (api.post("/api/v1/auth/login", login).status() == 200) {
            return admin;
        }
        String token = new Mailbox(data.mail()).invitation(EMAIL);
        Answer accepted = api.post("/api/v1/auth/invitations", Map.of("token", token, "password", admin.password));
        if (accepted.status() >= 300) {
            throw new StartFailure("the platform's administrator could not be made:\n" + accepted.describe());
        }
        return admin;
    }

    private static String password(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(bytes);
                Secrets.write(file, HexFormat.of().formatHex(bytes) + "\n");
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
