package dev.sotto.jobs.fetch;

import org.jspecify.annotations.Nullable;

/** Follows a recording that is fetched. Refuses it by throwing. */
public interface Arrival {

    /**
     * Called before the first byte.
     *
     * @param bytes the size that the server announces; null if it does not
     */
    void announced(@Nullable Long bytes);

    /** @param bytes all that have arrived */
    void arrived(long bytes);
}
