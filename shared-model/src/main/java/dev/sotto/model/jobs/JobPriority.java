package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** Which of a tenant's own jobs start first. It has no effect on other tenants. */
public enum JobPriority {
    /** After all others of the tenant. */
    LOW("low"),
    /** The usual. */
    NORMAL("normal"),
    /** Before all others of the tenant. */
    HIGH("high");

    private final String word;

    JobPriority(String word) {
        this.word = word;
    }

    /** Returns the form used in requests, in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns the priority for its word. */
    public static Optional<JobPriority> find(String word) {
        return Arrays.stream(values())
                .filter(priority -> priority.word.equals(word))
                .findFirst();
    }

    /**
     * Returns the priority for its word.
     *
     * @throws IllegalArgumentException if there is no such priority
     */
    @JsonCreator
    public static JobPriority of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("not a priority: " + word));
    }
}
