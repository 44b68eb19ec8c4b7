package dev.sotto.jobs.uploads;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Resumable uploads. */
@ConfigMapping(prefix = "sotto.uploads")
public interface ResumableSettings extends Settings {

    /**
     * The size of the largest recording, in bytes. More than the default also needs more in
     * {@code quarkus.http.limits.max-body-size} and in the gateway's {@code routes.yaml}.
     */
    @WithDefault("5000000000")
    @Min(1)
    long largest();

    /** How long an upload is kept after its last byte came. Also how long its result can be read. */
    @WithDefault("PT24H")
    @DurationMin(minutes = 1)
    Duration expireAfter();

    /** How many uploads a tenant may have that are not finished. */
    @WithDefault("20")
    @Min(1)
    int perTenant();

    /** How long the request with the last byte waits for the job. Measuring a long recording takes longer. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1)
    Duration answerWithin();
}
