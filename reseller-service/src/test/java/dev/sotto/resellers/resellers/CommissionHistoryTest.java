package dev.sotto.resellers.resellers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CommissionHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final BigDecimal FIFTEEN = new BigDecimal("15.00");
    private static final BigDecimal TWENTY = new BigDecimal("20.00");

    record Step(BigDecimal rate, Instant at) {}

    @Example
    void firstRateAppliesFromNow() {
        assertThat(CommissionHistory.NONE.changedTo(FIFTEEN, NOON).rates())
                .containsExactly(new CommissionRate(FIFTEEN, NOON));
    }

    @Example
    void newRateAppliesFromItsChange() {
        CommissionHistory history =
                CommissionHistory.NONE.changedTo(FIFTEEN, NOON).changedTo(TWENTY, NOON.plusSeconds(60));

        assertThat(history.rates())
                .containsExactly(new CommissionRate(FIFTEEN, NOON), new CommissionRate(TWENTY, NOON.plusSeconds(60)));
    }

    @Example
    void equalRateWithOtherScaleChangesNothing() {
        CommissionHistory history = CommissionHistory.NONE.changedTo(FIFTEEN, NOON);

        assertThat(history.changedTo(new BigDecimal("15"), NOON.plusSeconds(60)))
                .isEqualTo(history);
    }

    @Example
    void changeInSameMicrosecondAppliesFromNextOne() {
        CommissionHistory history =
                CommissionHistory.NONE.changedTo(FIFTEEN, NOON).changedTo(TWENTY, NOON);

        assertThat(history.rates().get(1).effectiveFrom()).isEqualTo(NOON.plusNanos(1000));
    }

    @Example
    void returnsAddedRate() {
        CommissionHistory before = CommissionHistory.NONE.changedTo(FIFTEEN, NOON);

        assertThat(before.changedTo(TWENTY, NOON.plusSeconds(1)).since(before))
                .containsExactly(new CommissionRate(TWENTY, NOON.plusSeconds(1)));
        assertThat(before.since(before)).isEmpty();
    }

    @Property
    void historyGrowsWithIncreasingInstants(@ForAll("steps") List<Step> steps) {
        CommissionHistory history = CommissionHistory.NONE;
        for (Step step : steps) {
            CommissionHistory next = history.changedTo(step.rate(), step.at());
            assertThat(next.rates().subList(0, history.rates().size())).isEqualTo(history.rates());
            assertThat(next.rates().get(next.rates().size() - 1).rate()).isEqualByComparingTo(step.rate());
            history = next;
        }
        List<Instant> instants =
                history.rates().stream().map(CommissionRate::effectiveFrom).toList();
        assertThat(instants).isSorted().doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<BigDecimal> rates = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal(100))
                .ofScale(2);
        Arbitrary<Instant> instants =
                Arbitraries.longs().between(-1000, 1000).map(micros -> NOON.plusNanos(micros * 1000));
        return Combinators.combine(rates, instants).as(Step::new).list().ofMaxSize(20);
    }
}
