package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.fetch.FetchFailed;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchDecisionTest {

    private static final FetchDecision.Limits LIMITS = new FetchDecision.Limits(3, Duration.ofSeconds(10));
    private static final Duration HOURS = Duration.ofHours(5);

    @ParameterizedTest
    @ValueSource(strings = {"unreachable", "interrupted", "timeout"})
    void serverThatIsAwayIsAskedAgainAFewTimes(String reason) {
        FetchFailed away = failed(reason);

        assertThat(after(away, 1, HOURS)).isEqualTo(new FetchDecision.Retry(Duration.ofSeconds(10)));
        assertThat(after(away, 2, HOURS)).isEqualTo(new FetchDecision.Retry(Duration.ofSeconds(30)));
        assertThat(after(away, 3, HOURS)).isEqualTo(new FetchDecision.Fail(reason, "It failed."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_public_address", "too_large", "status", "redirect", "tls"})
    void refusalIsNotTriedAgain(String reason) {
        assertThat(after(failed(reason), 1, HOURS)).isEqualTo(new FetchDecision.Fail(reason, "It failed."));
    }

    @Test
    void problemWithoutAReasonIsNamedByItsType() {
        Problem noQuota = Problem.of(ProblemType.QUOTA_EXCEEDED, "No storage is left.");

        assertThat(after(noQuota, 1, HOURS)).isEqualTo(new FetchDecision.Fail("quota-exceeded", "No storage is left."));
    }

    @Test
    void recordingWaitsForRoomUntilItsTimeIsOver() {
        Problem full = Problem.needingRepair(ProblemType.INSUFFICIENT_STORAGE, "No room.", new IOException("full"));

        assertThat(after(full, 3, HOURS)).isEqualTo(new FetchDecision.Wait(FetchDecision.A_WHILE, false));
        assertThat(after(full, 3, Duration.ofMillis(1)))
                .isEqualTo(new FetchDecision.Fail("insufficient-storage", "No room."));
    }

    @Test
    void recordingOfASuspendedOrganisationWaitsForAsLongAsItTakes() {
        Problem suspended = Problem.of(ProblemType.SUSPENDED, "The organisation is suspended.");

        assertThat(after(suspended, 3, Duration.ofMillis(1)))
                .isEqualTo(new FetchDecision.Wait(FetchDecision.A_WHILE, true));
    }

    @Test
    void faultOfOursIsTriedAgainAndNeverShown() {
        assertThat(after(new IOException("/secret"), 1, HOURS)).isInstanceOf(FetchDecision.Retry.class);
        assertThat(after(new IOException("/secret"), 3, HOURS))
                .isInstanceOfSatisfying(FetchDecision.Fail.class, fail -> {
                    assertThat(fail.reason()).isEqualTo("internal-error");
                    assertThat(fail.error()).doesNotContain("secret");
                });
    }

    private static FetchDecision after(Throwable failure, int attempt, Duration left) {
        UUID id = UUID.randomUUID();
        Sender sender = new Sender(id, id, id, Role.User, null, null);
        JobOptions options =
                new JobOptions(id, null, null, ChannelMode.MIX, true, JobPriority.NORMAL, JobSettings.NONE);
        Fetch fetch = new Fetch(id, sender, "http://example.com/", options, attempt, attempt, left);
        return FetchDecision.after(failure, fetch, LIMITS);
    }

    private static FetchFailed failed(String reason) {
        return new FetchFailed(reason, "It failed.");
    }
}
