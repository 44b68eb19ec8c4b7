package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.queue.Place;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobFeedTest {

    private static final UUID OWNER = new UUID(1, 1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final JobFeed feed = new JobFeed();

    @Test
    void tellsNothingOfWhatWasThereBefore() {
        absorb(job(1, JobStatus.Processing, 0.5));

        assertThat(feed.after(0)).contains(List.of());
        assertThat(feed.readAt()).isEqualTo(START);
    }

    @Test
    void tellsAChangeOnceHoweverOftenItIsRead() {
        absorb(job(1, JobStatus.Processing, 0.5));
        absorb(job(1, JobStatus.Processing, 0.6));
        absorb(job(1, JobStatus.Processing, 0.6));

        assertThat(told(0)).containsExactly("1 Processing 0.6");
        assertThat(told(feed.last())).isEmpty();
    }

    @Test
    void tellsADeletionOnceWithItsOwner() {
        absorb(job(1, JobStatus.Processing, 0.5));
        moved(new JobChanges.Moved(id(1), null, null), new JobChanges.Moved(id(2), OWNER, null));
        moved(new JobChanges.Moved(id(1), null, null), new JobChanges.Moved(id(2), OWNER, null));

        assertThat(feed.after(0).orElseThrow())
                .hasSize(2)
                .allSatisfy(told -> assertThat(told.job()).isNull())
                .allSatisfy(told -> assertThat(told.owner()).isEqualTo(OWNER));
    }

    @Test
    void tellsPlacesInTheQueueAndKeepsThem() {
        absorb();
        absorb(job(1, JobStatus.Queued, 0));
        assertThat(feed.lacksPlaces()).isTrue();
        long before = feed.last();

        feed.absorb(Map.of(id(1), new Place(3, null)));
        assertThat(feed.after(before).orElseThrow())
                .singleElement()
                .satisfies(told -> assertThat(told.job().queuePosition()).isEqualTo(3));
        absorb(job(1, JobStatus.Queued, 0));

        assertThat(feed.lacksPlaces()).isFalse();
        assertThat(feed.after(before).orElseThrow()).hasSize(1);
    }

    @Test
    void whoIsFarBehindReadsTheListAnew() {
        absorb();
        long early = feed.last();
        for (int i = 0; i < 501; i++) {
            absorb(job(1, JobStatus.Processing, i / 1000.0));
        }

        assertThat(feed.after(early)).isEmpty();
        assertThat(feed.after(feed.last() - 1).orElseThrow()).hasSize(1);
    }

    @Test
    void whoHearsOfMoreChangesThanAreReadReadsTheListAnew() {
        absorb();
        long before = feed.last();
        absorb(IntStream.range(0, JobChanges.MOST)
                .mapToObj(i -> job(i, JobStatus.Completed, 1))
                .toArray(JobView[]::new));

        assertThat(feed.after(before)).isEmpty();
    }

    private List<String> told(long after) {
        return feed.after(after).orElseThrow().stream()
                .map(JobFeed.Told::job)
                .map(job -> job.id().getLeastSignificantBits() + " " + job.status() + " " + job.progress())
                .toList();
    }

    private void absorb(JobView... jobs) {
        moved(Stream.of(jobs)
                .map(job -> new JobChanges.Moved(job.id(), null, job))
                .toArray(JobChanges.Moved[]::new));
    }

    private void moved(JobChanges.Moved... moved) {
        feed.absorb(new JobChanges.Read(START, List.of(moved)));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static JobView job(int number, JobStatus status, double progress) {
        return new JobView(
                id(number),
                OWNER,
                OWNER,
                OWNER,
                1,
                "Minutes",
                status,
                "a.mp3",
                null,
                1,
                1,
                true,
                null,
                null,
                ChannelMode.MIX,
                true,
                JobPriority.NORMAL,
                JobSettings.NONE,
                List.of(),
                progress,
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                1,
                START,
                START,
                null);
    }
}
