package dev.sotto.resellers.resellers;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.resellers.ResellerDetails;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company that sells Sotto. */
@Entity
@Table(name = "resellers")
class Reseller {

    private static final int PERCENT_DECIMALS = 2;

    @Id
    private UUID id;

    private String name;

    private String email;

    private @Nullable String phone;

    @Column(name = "commission_rate")
    private BigDecimal commissionRate;

    @Enumerated(EnumType.STRING)
    private ResellerStatus status;

    @Version
    private long version = 1;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Reseller() {}

    Reseller(UUID id, ResellerDetails details, Instant now) {
        this.id = id;
        this.status = ResellerStatus.Active;
        this.createdAt = now;
        change(details, now);
    }

    void change(ResellerDetails details, Instant now) {
        name = details.name();
        email = details.email();
        phone = details.phone();
        commissionRate = details.commissionRate();
        updatedAt = now;
    }

    /** As they are stored: the e-mail in lower case, the rate with two decimals. */
    static ResellerDetails stored(ResellerDetails details) {
        return new ResellerDetails(
                details.name(),
                details.email().toLowerCase(Locale.ROOT),
                details.phone(),
                details.commissionRate().setScale(PERCENT_DECIMALS));
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    ResellerDetails details() {
        return new ResellerDetails(name, email, phone, commissionRate);
    }

    ResellerView view() {
        return new ResellerView(id, name, email, phone, commissionRate, status, version, createdAt, updatedAt);
    }

    ResellerChanged changed(CommissionHistory history) {
        return new ResellerChanged(id, version, name, status, Set.of(), history.rates());
    }
}
