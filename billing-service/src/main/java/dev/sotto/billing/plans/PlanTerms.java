package dev.sotto.billing.plans;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.billing.PlanDetails;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.runtime.json.EventJson;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makes a version of a plan: if any of it changes, the plan gets another version. */
record PlanTerms(
        BigDecimal priceMonthly,
        @Nullable BigDecimal priceYearly,
        String currency,
        int storageQuotaMb,
        int processingQuotaMinutes,
        int maxUsers,
        PlanLimits limits,
        PlanFeatures features) {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    /** The prices must have the decimals of their currency, so that equal ones are equal. */
    static PlanTerms of(PlanDetails details) {
        return new PlanTerms(
                details.priceMonthly(),
                details.priceYearly(),
                details.currency(),
                details.storageQuotaMb(),
                details.processingQuotaMinutes(),
                details.maxUsers(),
                details.limits(),
                details.features());
    }

    /** Features as the entity stores them. */
    static Map<String, Object> json(PlanFeatures features) {
        return EventJson.MAPPER.convertValue(features, MEMBERS);
    }

    /** Reads stored features. Switches of earlier plans that have no meaning are left out. */
    static PlanFeatures features(Map<String, Object> stored) {
        return EventJson.MAPPER.convertValue(stored, PlanFeatures.class);
    }
}
