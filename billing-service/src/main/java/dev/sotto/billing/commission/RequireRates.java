package dev.sotto.billing.commission;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.ResellerChanged.CommissionRate;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a reseller without valid rates, because charges need them. */
@ApplicationScoped
class RequireRates implements ReplicaEffect<ResellerChanged> {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Override
    public Class<ResellerChanged> type() {
        return ResellerChanged.class;
    }

    @Override
    public void check(ResellerChanged reseller) {
        if (!areRates(reseller.commissionRates())) {
            throw new InvalidEvent("a reseller needs rates from 0 to 100 %, each with its beginning");
        }
        if (!ZoneId.getAvailableZoneIds().contains(reseller.timeZone())) {
            throw new InvalidEvent("a reseller in the unknown time zone " + reseller.timeZone());
        }
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<ResellerChanged> event) {
        return Uni.createFrom().item(Effect.NONE);
    }

    private static boolean areRates(@Nullable List<CommissionRate> rates) {
        return rates != null && !rates.isEmpty() && rates.stream().allMatch(RequireRates::isRate);
    }

    private static boolean isRate(CommissionRate rate) {
        return rate.effectiveFrom() != null
                && rate.rate() != null
                && rate.rate().signum() >= 0
                && rate.rate().compareTo(HUNDRED) <= 0;
    }
}
