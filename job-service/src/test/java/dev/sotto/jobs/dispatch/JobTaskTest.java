package dev.sotto.jobs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeout.SECONDS)
class JobTaskTest {

    private static final Outcome.Done DONE = new Outcome.Done("result", 1, 1, "en", List.of());

    private final List<Outcome> ended = new CopyOnWriteArrayList<>();

    @Test
    void returnsResultOfWork() {
        new JobTask(() -> DONE, ended::add).run();

        assertThat(ended).containsExactly(DONE);
    }

    @Test
    void taskStoppedBeforeStartNeverRuns() {
        AtomicBoolean ran = new AtomicBoolean();
        JobTask task = new JobTask(
                () -> {
                    ran.set(true);
                    return DONE;
                },
                ended::add);

        task.cancel(true);
        task.run();

        assertThat(ended).containsExactly(new Outcome.Stopped());
        assertThat(ran).isFalse();
    }

    @Test
    void stoppedTaskEndsWhenItsWorkReturns() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        JobTask task = new JobTask(
                () -> {
                    inside.countDown();
                    awaitStubbornly(leave);
                    return DONE;
                },
                ended::add);
        Thread thread = new Thread(task);
        thread.start();
        inside.await();

        task.cancel(true);
        assertThat(ended).isEmpty();
        leave.countDown();
        thread.join();

        assertThat(ended).containsExactly(DONE);
    }

    @Test
    void errorInWorkIsRetryable() {
        JobTask task = new JobTask(
                () -> {
                    throw new Error("x");
                },
                ended::add);

        task.run();

        assertThat(ended).containsExactly(Outcome.Broken.engineFailed(null));
    }

    private static void awaitStubbornly(CountDownLatch leave) {
        while (leave.getCount() > 0) {
            try {
                leave.await();
            } catch (InterruptedException again) {
                continue;
            }
        }
    }
}
