package dev.sotto.billing.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RateHistoryTest {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    @Property
    void rateAppliesUntilTheNextBegins(
            @ForAll("histories") List<CommissionRate> rates, @ForAll("instants") Instant instant) {
        BigDecimal inForce = new RateHistory(rates).at(instant);

        List<CommissionRate> begun = rates.stream()
                .filter(rate -> !rate.effectiveFrom().isAfter(instant))
                .toList();
        Instant latest = begun.stream()
                .map(CommissionRate::effectiveFrom)
                .max(Instant::compareTo)
                .orElseGet(() -> rates.stream()
                        .map(CommissionRate::effectiveFrom)
                        .min(Instant::compareTo)
                        .orElseThrow());
        assertThat(rates)
                .filteredOn(rate -> rate.effectiveFrom().equals(latest))
                .extracting(CommissionRate::rate)
                .contains(inForce);
    }

    @Test
    void rateChangesExactlyAtItsInstant() {
        RateHistory history = new RateHistory(List.of(rate("15.00", DAY), rate("20.00", DAY.plusSeconds(60))));

        assertThat(history.at(DAY.plusSeconds(60).minusNanos(1))).isEqualTo("15.00");
        assertThat(history.at(DAY.plusSeconds(60))).isEqualTo("20.00");
    }

    @Test
    void laterOfTwoSimultaneousRatesApplies() {
        RateHistory history = new RateHistory(List.of(rate("15.00", DAY), rate("20.00", DAY)));

        assertThat(history.at(DAY)).isEqualTo("20.00");
    }

    @Test
    void firstRateAppliesBeforeItsInstant() {
        RateHistory history = new RateHistory(List.of(rate("15.00", DAY), rate("20.00", DAY.plusSeconds(60))));

        assertThat(history.at(DAY.minusMillis(5))).isEqualTo("15.00");
    }

    @Test
    void refusesEmptyHistory() {
        assertThatThrownBy(() -> new RateHistory(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static CommissionRate rate(String rate, Instant from) {
        return new CommissionRate(new BigDecimal(rate), from);
    }

    @Provide
    Arbitrary<List<CommissionRate>> histories() {
        Arbitrary<BigDecimal> rates = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                .ofScale(2);
        return Combinators.combine(rates, instants())
                .as(CommissionRate::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 1000).map(DAY::plusSeconds);
    }
}
