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

    /** Refuses a currency that is not in use, and prices with too many decimals. */
    static void check(PlanDetails details, LocalDate today) {
        check(details, null, today);
    }

    /** @param currency the plan's current currency, which it may keep even if its country has replaced it */
    static void check(PlanDetails details, @Nullable String currency, LocalDate today) {
        Fault refusal =
                details.currency().equals(currency) ? null : Currencies.refusal("/currency", details.currency(), today);
        if (refusal != null) {
            throw Problem.invalid(refusal);
        }
        List<Fault> faults = new ArrayList<>();
        check("/price_monthly", details.priceMonthly(), details.currency(), faults);
        check("/price_yearly", details.priceYearly(), details.currency(), faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static void check(String pointer, @Nullable BigDecimal price, String currency, List<Fault> faults) {
        if (price != null) {
            Currencies.fault(pointer, price, "/currency", currency).ifPresent(faults::add);
        }
    }
}
