package dev.sotto.billing.plans;

import dev.sotto.billing.money.Currencies;
import dev.sotto.model.billing.PlanDetails;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that a plan's prices can be paid in their currency. */
final class Prices {

    private Prices() {}

    /** Refuses a currency that is not in use today. Plans keep one that ended later, until their terms change. */
    static void requireInUse(String currency, LocalDate today) {
        Fault refusal = Currencies.refusal("/currency", currency, today);
        if (refusal != null) {
            throw Problem.invalid(refusal);
        }
    }

    /** Refuses what is no currency, and prices with too many decimals. */
    static void check(PlanDetails details) {
        List<Fault> faults = new ArrayList<>();
        check("/price_monthly", details.priceMonthly(), details.currency(), faults);
        check("/price_yearly", details.priceYearly(), details.currency(), faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.stream().distinct().toList());
        }
    }

    private static void check(String pointer, @Nullable BigDecimal price, String currency, List<Fault> faults) {
        if (price != null) {
            Currencies.fault(pointer, price, "/currency", currency).ifPresent(faults::add);
        }
    }
}
