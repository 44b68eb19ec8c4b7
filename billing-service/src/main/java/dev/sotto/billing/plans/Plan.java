package dev.sotto.billing.plans;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.PlanDetails;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.billing.PlanView;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A plan as its owner edits it. */
@Entity
@Table(name = "subscription_plans")
class Plan {

    @Id
    private UUID id;

    @Column(name = "reseller_id", updatable = false)
    private @Nullable UUID resellerId;

    private String name;
    private @Nullable String description;

    @Column(name = "price_monthly")
    private BigDecimal priceMonthly;

    @Column(name = "price_yearly")
    private @Nullable BigDecimal priceYearly;

    private String currency;

    @Column(name = "storage_quota_mb")
    private int storageQuotaMb;

    @Column(name = "processing_quota_minutes")
    private int processingQuotaMinutes;

    @Column(name = "max_users")
    private int maxUsers;

    @Column(name = "requests_per_minute")
    private int requestsPerMinute;

    @Column(name = "key_requests_per_minute")
    private int keyRequestsPerMinute;

    @Column(name = "concurrent_jobs")
    private int concurrentJobs;

    private int weight;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> features;

    @Enumerated(EnumType.STRING)
    private PlanStatus status;

    @Column(name = "current_version")
    private int currentVersion;

    @Version
    private long version = 1;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Plan() {}

    /** Creates a plan of a reseller, or a system plan. */
    Plan(UUID id, @Nullable UUID resellerId, PlanDetails details, Instant now) {
        this.id = id;
        this.resellerId = resellerId;
        this.createdAt = now;
        this.currentVersion = 1;
        take(details, now);
    }

    /**
     * Changes the plan. Gives whether it got another version: if what is charged or had for it has changed.
     *
     * @throws dev.sotto.runtime.problem.Problem if the plan may not get the wanted status
     */
    boolean revise(PlanDetails wanted, Instant now) {
        requireSuccessor(wanted.status());
        PlanTerms before = PlanTerms.of(details());
        take(wanted, now);
        boolean another = !PlanTerms.of(details()).equals(before);
        if (another) {
            currentVersion++;
        }
        return another;
    }

    private void requireSuccessor(PlanStatus wanted) {
        if (!status.mayBecome(wanted)) {
            throw Problem.invalid(new Fault(
                    "/status",
                    FaultCode.NOT_ALLOWED,
                    "cannot be Draft again, because the plan was on sale; use Archived to end its sale"));
        }
    }

    private void take(PlanDetails details, Instant now) {
        name = details.name();
        description = details.description();
        currency = details.currency();
        priceMonthly = new Money(details.priceMonthly(), currency).amount();
        priceYearly = details.priceYearly() == null ? null : new Money(details.priceYearly(), currency).amount();
        storageQuotaMb = details.storageQuotaMb();
        processingQuotaMinutes = details.processingQuotaMinutes();
        maxUsers = details.maxUsers();
        requestsPerMinute = details.limits().requestsPerMinute();
        keyRequestsPerMinute = details.limits().keyRequestsPerMinute();
        concurrentJobs = details.limits().concurrentJobs();
        weight = details.limits().weight();
        features = PlanTerms.json(details.features());
        status = details.status();
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    @Nullable
    UUID resellerId() {
        return resellerId;
    }

    long version() {
        return version;
    }

    PlanDetails details() {
        return new PlanDetails(
                name,
                description,
                money(priceMonthly),
                priceYearly == null ? null : money(priceYearly),
                currency,
                storageQuotaMb,
                processingQuotaMinutes,
                maxUsers,
                limits(),
                PlanTerms.features(features),
                status);
    }

    PlanView view() {
        return new PlanView(
                id,
                resellerId,
                name,
                description,
                money(priceMonthly),
                priceYearly == null ? null : money(priceYearly),
                currency,
                storageQuotaMb,
                processingQuotaMinutes,
                maxUsers,
                limits(),
                PlanTerms.features(features),
                status,
                currentVersion,
                version,
                createdAt,
                updatedAt);
    }

    private PlanLimits limits() {
        return new PlanLimits(requestsPerMinute, keyRequestsPerMinute, concurrentJobs, weight);
    }

    PlanChanged changed() {
        return PlanRow.changed(view());
    }

    private BigDecimal money(BigDecimal stored) {
        return new Money(stored, currency).amount();
    }
}
