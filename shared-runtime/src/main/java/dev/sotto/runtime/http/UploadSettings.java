package dev.sotto.runtime.http;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Optional;

/** Large request bodies. The gateway's {@code routes.yaml} and {@code quarkus.http.limits.max-body-size} allow the same. */
@ConfigMapping(prefix = "sotto.http")
public interface UploadSettings extends Settings {

    /** The path where {@code POST} takes a form that is larger than the 256 KiB that every other operation takes. */
    Optional<String> uploadPath();

    /** The size of the largest body there, in bytes: a recording with its multipart envelope. */
    @WithDefault("0")
    @PositiveOrZero
    long uploadSize();

    /** The path where {@code POST}, and below which {@code PATCH}, takes the bytes of a resumable upload. */
    Optional<String> resumablePath();

    /** The size of the largest body there, in bytes. */
    @WithDefault("0")
    @PositiveOrZero
    long resumableSize();
}
