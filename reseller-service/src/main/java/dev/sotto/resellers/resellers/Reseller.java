package dev.sotto.resellers.resellers;

import dev.sotto.model.Emails;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.Collector;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

    @Column(name = "collected_by")
    @Enumerated(EnumType.STRING)
    private Collector collectedBy;

    @Column(name = "time_zone")
    private String timeZone;

    @Enumerated(EnumType.STRING)
    private ResellerStatus status;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] suspensions = {};

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
        collectedBy = details.collectedBy();
        timeZone = details.timeZone();
        updatedAt = now;
    }

    /** Adds a suspension reason, which also applies to its tenants. Returns whether the reason is new. */
    boolean suspend(SuspensionReason reason, Instant now) {
        Set<SuspensionReason> reasons = reasons();
        return reasons.add(reason) && stand(status == ResellerStatus.Closed, reasons, now);
    }

    /** Lifts one reason and leaves the others. Returns whether the reason was set. */
    boolean lift(SuspensionReason reason, Instant now) {
        Set<SuspensionReason> reasons = reasons();
        return reasons.remove(reason) && stand(status == ResellerStatus.Closed, reasons, now);
    }

    /** Closes the reseller. Returns whether it was open. */
    boolean close(Instant now) {
        return status != ResellerStatus.Closed && stand(true, reasons(), now);
    }

    /** Reopens the reseller; its suspension reasons stay. Returns whether it was closed. */
    boolean reopen(Instant now) {
        return status == ResellerStatus.Closed && stand(false, reasons(), now);
    }

    /** The status follows from the reasons unless the reseller is closed. */
    private boolean stand(boolean closed, Set<SuspensionReason> reasons, Instant now) {
        ResellerStatus open = reasons.isEmpty() ? ResellerStatus.Active : ResellerStatus.Suspended;
        status = closed ? ResellerStatus.Closed : open;
        suspensions = reasons.stream().map(Enum::name).toArray(String[]::new);
        updatedAt = now;
        return true;
    }

    private Set<SuspensionReason> reasons() {
        return reasons(suspensions);
    }

    /** Parses the form that the database stores. */
    static Set<SuspensionReason> reasons(String[] words) {
        Set<SuspensionReason> reasons = EnumSet.noneOf(SuspensionReason.class);
        Arrays.stream(words).map(SuspensionReason::valueOf).forEach(reasons::add);
        return reasons;
    }

    /** As they are stored: the e-mail in its normal form, the rate with two decimals. */
    static ResellerDetails stored(ResellerDetails details) {
        return new ResellerDetails(
                details.name(),
                Emails.normal(details.email()),
                details.phone(),
                details.commissionRate().setScale(PERCENT_DECIMALS),
                details.collectedBy(),
                details.timeZone());
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    ResellerDetails details() {
        return new ResellerDetails(name, email, phone, commissionRate, collectedBy, timeZone);
    }

    ResellerView view() {
        return new ResellerView(
                id,
                name,
                email,
                phone,
                commissionRate,
                collectedBy,
                timeZone,
                status,
                reasons(),
                version,
                createdAt,
                updatedAt);
    }

    ResellerChanged changed(CommissionHistory history) {
        return new ResellerChanged(id, version, name, status, reasons(), history.rates(), collectedBy, timeZone);
    }
}
