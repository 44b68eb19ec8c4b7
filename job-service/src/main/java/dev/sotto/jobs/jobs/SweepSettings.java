package dev.sotto.jobs.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How files without a job are looked for. */
@ApplicationScoped
class SweepSettings {

    private final Duration keptFor;
    private final Duration every;

    SweepSettings(
            @ConfigProperty(name = "sotto.storage.orphans-kept") Duration keptFor,
            @ConfigProperty(name = "sotto.storage.sweep-every") Duration every) {
        this.keptFor = keptFor;
        this.every = every;
    }

    /** Longer than any submission takes from keeping its file to committing its job. */
    Duration keptFor() {
        return keptFor;
    }

    Duration every() {
        return every;
    }
}
