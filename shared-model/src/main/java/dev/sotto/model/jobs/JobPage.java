package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs.
 *
 * @param nextCursor as in {@link dev.sotto.model.paging.Page}
 * @param total the number of matching jobs on all pages; null if there are more than {@link #MOST_COUNTED}
 */
public record JobPage(
        List<JobView> items,

        @JsonPropertyDescription("Where the next page begins; absent from the last one") @Nullable
        String nextCursor,

        @JsonPropertyDescription("How many jobs match, on all pages; absent if there are more than 10000") @Nullable
        Long total) {

    /** The largest total that is counted. */
    public static final long MOST_COUNTED = 10_000;
}
