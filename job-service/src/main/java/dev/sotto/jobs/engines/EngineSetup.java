package dev.sotto.jobs.engines;

import io.smallrye.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One engine's settings, checked. */
record EngineSetup(String name, EngineSettings.Engine settings) {

    private static final int LONGEST_NAME = 50;

    /** The name stands in workflows, in transcripts and in the names of environment variables. */
    void requireName() {
        if (!name.matches("[a-z0-9]{1," + LONGEST_NAME + "}")) {
            throw wrong(
                    "type", "the name of an engine has lower-case letters and digits only, at most " + LONGEST_NAME);
        }
    }

    /** @throws IllegalArgumentException if it is missing, or no http or https URL */
    URI url() {
        URI url = settings.url().orElseThrow(() -> missing("url"));
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getQuery() != null) {
            throw wrong("url", "must be like http://host:8080, without user, query or fragment");
        }
        return url;
    }

    Path file() {
        return settings.file().orElseThrow(() -> missing("file"));
    }

    Optional<String> key() {
        return settings.key().map(Secret::get);
    }

    /** @param otherwise the model when none is configured */
    List<String> models(String otherwise) {
        List<String> models = settings.models().orElse(List.of());
        return models.isEmpty() ? List.of(otherwise) : models;
    }

    Set<String> languages() {
        return Set.copyOf(settings.languages().orElse(List.of()));
    }

    int concurrency(int otherwise) {
        return settings.concurrency().orElse(otherwise);
    }

    Duration patience() {
        return settings.patience();
    }

    long pieceMs() {
        return settings.piece().toMillis();
    }

    private IllegalArgumentException missing(String setting) {
        return wrong(setting, "is missing: the type " + settings.type().word() + " needs it");
    }

    private IllegalArgumentException wrong(String setting, String why) {
        return new IllegalArgumentException("sotto.engines." + name + "." + setting + ": " + why);
    }
}
