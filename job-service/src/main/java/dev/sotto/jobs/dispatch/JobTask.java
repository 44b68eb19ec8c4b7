package dev.sotto.jobs.dispatch;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A run of a job that reports its outcome exactly once. If it is cancelled before it starts, it reports at once.
 * Otherwise it reports when its thread has finished, because only then is the memory free.
 */
final class JobTask extends FutureTask<Void> {

    private final AtomicBoolean begun;
    private final Consumer<Outcome> ended;

    JobTask(Supplier<Outcome> work, Consumer<Outcome> ended) {
        this(work, ended, new AtomicBoolean());
    }

    private JobTask(Supplier<Outcome> work, Consumer<Outcome> ended, AtomicBoolean begun) {
        super(() -> {
            if (begun.compareAndSet(false, true)) {
                work(work, ended);
            }
            return null;
        });
        this.begun = begun;
        this.ended = ended;
    }

    private static void work(Supplier<Outcome> work, Consumer<Outcome> ended) {
        Outcome outcome = Outcome.Broken.engineFailed(null);
        try {
            outcome = work.get();
        } finally {
            ended.accept(outcome);
        }
    }

    @Override
    protected void done() {
        if (begun.compareAndSet(false, true)) {
            ended.accept(new Outcome.Stopped());
        }
    }
}
