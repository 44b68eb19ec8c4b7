package dev.sotto.jobs.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Many small things to do with files, of which one that can't be done keeps no other from being done. */
public final class FailureCollector {

    private int count;
    private @Nullable IOException first;

    public void attempt(BlockingExecutor.Action action) {
        try {
            action.run();
        } catch (IOException e) {
            add(e);
        } catch (UncheckedIOException e) {
            add(e.getCause());
        }
    }

    /** How many could not be done. */
    public int count() {
        return count;
    }

    /** Why the first of them could not; null when all were done. */
    public @Nullable IOException first() {
        return first;
    }

    private void add(IOException failure) {
        count++;
        if (first == null) {
            first = failure;
        }
    }
}
