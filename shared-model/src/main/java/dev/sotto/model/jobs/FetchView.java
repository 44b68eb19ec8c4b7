package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How far a recording is that Sotto fetches from a URL.
 *
 * @param receivedBytes what has arrived in this attempt
 * @param totalBytes the size that the server announced; null if it did not
 */
public record FetchView(
        @JsonPropertyDescription("How many bytes have arrived; a new attempt begins at 0")
        long receivedBytes,

        @JsonPropertyDescription("The size that the server announced; absent when it did not") @Nullable
        Long totalBytes) {}
