package dev.sotto.tenants.tokens;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The keys that sign access tokens. */
@ConfigMapping(prefix = "sotto.signing-keys")
public interface SigningKeySettings extends Settings {

    /**
     * The directory with the private keys: RSA, PKCS #8, in files {@code *.pem}. All are published, the last by name signs.
     * A key that is added to others signs after ten minutes, so that every service knows it by then.
     */
    @WithDefault("${sotto.data-dir}/signing-keys")
    Path dir();

    /** Whether tenant-service makes a key when the directory has none. For one machine, where nobody mounts keys. */
    @WithDefault("false")
    boolean generate();
}
