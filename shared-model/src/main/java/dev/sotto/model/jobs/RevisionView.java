package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state of a transcript that somebody saved.
 *
 * @param userId null for revision 0, which the machine wrote
 * @param impersonatorId who acted as that person; null if nobody did
 * @param restored the earlier revision that was restored by it; null if somebody edited
 */
public record RevisionView(
        @JsonPropertyDescription(
                "Its number; 0 is what the machine wrote. Numbers grow with each change and may be left out")
        long revision,

        @JsonPropertyDescription("Who made it; absent for revision 0") @Nullable
        UUID userId,

        @JsonPropertyDescription("Who acted as that person, to help; absent when nobody did") @Nullable
        UUID impersonatorId,

        @JsonPropertyDescription("The earlier revision that it restored; absent when it was edited") @Nullable
        Long restored,

        @JsonPropertyDescription("How many segments differ from revision 0")
        int segments,

        Instant createdAt) {}
