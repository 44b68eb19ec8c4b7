package dev.sotto.jobs.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Collects the failures of many small file operations, so that one failure does not stop the others. */
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

    /** Returns the number of failures. */
    public int count() {
        return count;
    }

    /** Returns the first failure; null if there was none. */
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
