package dev.sotto.billing.commission;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.ResellerChanged.CommissionRate;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.inbox.InvalidEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Keeps the replica of resellers current. */
@ApplicationScoped
class ResellerConsumer {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Inbox inbox;
    private final ResellerRates rates;

    ResellerConsumer(Inbox inbox, ResellerRates rates) {
        this.inbox = inbox;
        this.rates = rates;
    }

    @Incoming("reseller-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("billing-service/resellers", received, ResellerChanged.class, this::handle);
    }

    private Uni<Effect> handle(CloudEvent<ResellerChanged> event) {
        ResellerChanged reseller = event.data();
        if (!areRates(reseller.commissionRates())) {
            throw new InvalidEvent("a reseller needs rates from 0 to 100 %, each with its beginning");
        }
        return Uni.createFrom().item(transaction -> rates.store(transaction, reseller));
    }

    private static boolean areRates(@Nullable List<CommissionRate> rates) {
        return rates != null && !rates.isEmpty() && rates.stream().allMatch(ResellerConsumer::isRate);
    }

    private static boolean isRate(CommissionRate rate) {
        return rate.effectiveFrom() != null
                && rate.rate() != null
                && rate.rate().signum() >= 0
                && rate.rate().compareTo(HUNDRED) <= 0;
    }
}
