package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a plan includes besides its quotas (seed: {@code subscription_plans.features}). A member that is
 * absent restricts nothing. How many jobs run at once, the weight and the request rates stand in {@link PlanLimits} only.
 */
public record PlanFeatures(
        @JsonPropertyDescription("The names of the models that may be used; absent: all")
        @Nullable
        @Size(min = 1, max = 50)
        List<@NotBlank @Size(max = 100) @Pattern(regexp = "[\\x20-\\x7e]*", message = "must be printable ASCII") String>
                models,

        @JsonPropertyDescription("The languages that may be asked for, as ISO 639 codes such as en; absent: all")
        @Nullable
        @Size(min = 1, max = 200)
        List<
                        @NotNull
                        @Pattern(
                                regexp = "[a-z]{2,3}",
                                message = "must be an ISO 639 code of two or three small letters")
                        String>
                languages,

        @JsonPropertyDescription("Whether jobs may tell speakers apart; absent: yes") @Nullable
        Boolean diarization,

        @JsonPropertyDescription("Whether jobs may take music away from speech; absent: yes") @Nullable
        Boolean bgmSeparation,

        @JsonPropertyDescription("Whether jobs may translate; absent: yes") @Nullable
        Boolean translation,

        @JsonPropertyDescription("The largest recording, in MB of 1,000,000 bytes; absent: no limit of the plan's")
        @Nullable
        @Min(1)
        @Max(1_000_000)
        Integer maxFileMb,

        @JsonPropertyDescription(
                "The most days for which recordings and transcripts may be kept after their job has ended; absent: no limit")
        @Nullable
        @Min(1)
        @Max(36_500)
        Integer maxRetentionDays) {

    /** Restricts nothing. */
    public static final PlanFeatures ALL = new PlanFeatures(null, null, null, null, null, null, null);

    /** Copies the lists. */
    public PlanFeatures {
        models = models == null ? null : unmodifiable(models);
        languages = languages == null ? null : unmodifiable(languages);
    }

    /** A list from JSON may hold null, which validation then refuses with a pointer. */
    private static List<String> unmodifiable(List<String> names) {
        return Collections.unmodifiableList(new ArrayList<>(names));
    }
}
