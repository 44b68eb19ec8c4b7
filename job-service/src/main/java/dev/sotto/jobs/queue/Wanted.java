package dev.sotto.jobs.queue;

import java.util.Collection;

/**
 * What a process asks the queue for.
 *
 * @param jobs how many, at least 1
 * @param offers what its workers can do now
 * @param worker its name
 */
public record Wanted(int jobs, Collection<String> offers, String worker) {

    String[] offered() {
        return offers.toArray(String[]::new);
    }

    /** Returns what is still wanted when some were had. */
    public Wanted less(int had) {
        return new Wanted(jobs - had, offers, worker);
    }
}
