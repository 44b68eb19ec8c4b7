package dev.sotto.tenants.mail;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.URL;
import org.hibernate.validator.constraints.time.DurationMin;

/** E-mail. */
@ConfigMapping(prefix = "sotto")
public interface MailSettings extends Settings {

    /** The address at which people reach Sotto. The links in e-mails begin with it. */
    @URL(regexp = "https?://.*")
    String publicUrl();

    /** The mail server. Without one, each e-mail becomes a file in {@code sotto.mail-dir}. */
    @WithName("mail.smtp-host")
    Optional<String> smtpHost();

    /** The port of the mail server. */
    @WithName("mail.smtp-port")
    @WithDefault("25")
    @Min(1)
    @Max(65535)
    int smtpPort();

    /** The sender of all e-mails. */
    @WithName("mail.from")
    @WithDefault("no-reply@localhost")
    String from();

    /** The directory for e-mails when no mail server is set: one {@code .eml} file each, the newest last by name. */
    @WithDefault("${sotto.data-dir}/mail")
    Path mailDir();

    /** How often tenant-service looks for e-mails that are due, and for requests to reset a password. */
    @WithName("mail.interval")
    @WithDefault("PT0.5S")
    @DurationMin(millis = 1)
    Duration interval();
}
