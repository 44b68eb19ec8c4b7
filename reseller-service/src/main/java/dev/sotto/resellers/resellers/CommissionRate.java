package dev.sotto.resellers.resellers;

import dev.sotto.model.events.ResellerChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A rate of a reseller and the instant from which it applies. It never changes. */
@Entity
@Table(name = "commission_rates")
class CommissionRate {

    @Id
    private UUID id;

    @Column(name = "reseller_id")
    private UUID resellerId;

    private BigDecimal rate;

    @Column(name = "effective_from")
    private Instant effectiveFrom;

    protected CommissionRate() {}

    CommissionRate(UUID id, UUID resellerId, ResellerChanged.CommissionRate fact) {
        this.id = id;
        this.resellerId = resellerId;
        this.rate = fact.rate();
        this.effectiveFrom = fact.effectiveFrom();
    }

    ResellerChanged.CommissionRate fact() {
        return new ResellerChanged.CommissionRate(rate, effectiveFrom);
    }
}
