package dev.sotto.jobs.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.model.jobs.QuotaView;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class QuotaAccountTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-31T00:00:00Z");
    private static final Instant IN_MARCH = Instant.parse("2026-03-05T12:00:00Z");

    private static QuotaAccount account(TenantStatus status, String periodStart, long used) {
        return new QuotaAccount(
                status,
                ANCHOR,
                Instant.parse(periodStart),
                QuotaView.Amounts.of(1_000, used, 100),
                QuotaView.Amounts.of(5_000, 1_000, 500));
    }

    @Example
    void showsUseOfCurrentPeriod() {
        QuotaView view =
                account(TenantStatus.Active, "2026-02-28T00:00:00Z", 300).view(IN_MARCH);

        assertThat(view.periodStart()).isEqualTo(Instant.parse("2026-02-28T00:00:00Z"));
        assertThat(view.periodEnd()).isEqualTo(Instant.parse("2026-03-31T00:00:00Z"));
        assertThat(view.processingMs()).isEqualTo(new QuotaView.Amounts(1_000, 300, 100, 600));
        assertThat(view.storageBytes().remaining()).isEqualTo(3_500);
    }

    @Example
    void newPeriodShowsNoUse() {
        QuotaView view =
                account(TenantStatus.Active, "2026-01-31T00:00:00Z", 1_000).view(IN_MARCH);

        assertThat(view.processingMs()).isEqualTo(new QuotaView.Amounts(1_000, 0, 100, 900));
    }

    @Example
    void refusalNamesTheExhaustedResource() {
        QuotaAccount account = account(TenantStatus.Active, "2026-02-28T00:00:00Z", 300);

        assertThat(account.refusal(new Reservation(601, 1), IN_MARCH).members())
                .containsEntry("unit", "milliseconds")
                .containsEntry("remaining", 600L)
                .containsEntry("needed", 601L);
        assertThat(account.refusal(new Reservation(600, 3_501), IN_MARCH).members())
                .containsEntry("unit", "bytes")
                .containsEntry("remaining", 3_500L);
    }

    @Example
    void refusalIsRetryableIfQuotaBecameFree() {
        Problem refusal = account(TenantStatus.Active, "2026-02-28T00:00:00Z", 300)
                .refusal(new Reservation(600, 3_500), IN_MARCH);

        assertThat(refusal.isUnavailable()).isTrue();
    }

    @Example
    void refusesSuspendedTenants() {
        assertThatThrownBy(() -> account(TenantStatus.Suspended, "2026-02-28T00:00:00Z", 0)
                        .requireActive())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.SUSPENDED));
    }

    @Property
    void neverUsesMoreThanReserved(
            @ForAll @LongRange(min = 0, max = 50_000_000) long reserved,
            @ForAll @LongRange(min = 0, max = 50_000_000) long measured) {
        Reservation.Used used = new Reservation(reserved, 10).settle(measured, 7);

        assertThat(used.millis()).isEqualTo(Math.min(reserved, measured));
        assertThat(used.bytes()).isEqualTo(7);
    }

    @Property
    void reservesStorageForTranscript(
            @ForAll @LongRange(min = 0, max = 50_000_000) long audioMs,
            @ForAll @LongRange(min = 1, max = 200_000_000) long fileBytes) {
        Reservation reserved = Reservation.forRecording(audioMs, fileBytes);

        assertThat(reserved.millis()).isEqualTo(audioMs);
        assertThat(reserved.bytes()).isGreaterThan(fileBytes);
    }
}
