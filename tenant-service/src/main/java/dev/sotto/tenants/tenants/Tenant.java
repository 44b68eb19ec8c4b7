package dev.sotto.tenants.tenants;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.events.PlanAssignment;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.AllowanceOverrides;
import dev.sotto.model.tenants.NewTenant;
import dev.sotto.model.tenants.TenantDetails;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.tenants.entitlements.EntitlementPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A customer tenant, as its reseller edits it. House and platform tenants are never edited. */
@Entity
@Table(name = "tenants")
@DynamicUpdate
public class Tenant {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    @Id
    private UUID id;

    @Column(name = "reseller_id", updatable = false)
    private UUID resellerId;

    private String name;
    private @Nullable String domain;

    @Column(name = "subscription_plan_id")
    private @Nullable UUID subscriptionPlanId;

    @Column(name = "subscription_id", insertable = false, updatable = false)
    private @Nullable String subscriptionId;

    @Enumerated(EnumType.STRING)
    @Column(name = "subscription_status", insertable = false, updatable = false)
    private @Nullable SubscriptionStatus subscriptionStatus;

    @Column(name = "branding_configuration_id")
    private @Nullable UUID brandingConfigurationId;

    @Column(name = "storage_quota_mb")
    private Integer storageQuotaMb;

    @Column(name = "processing_quota_minutes")
    private Integer processingQuotaMinutes;

    @Column(name = "max_users")
    private Integer maxUsers;

    @Column(name = "requests_per_minute")
    private int requestsPerMinute;

    @Column(name = "key_requests_per_minute")
    private int keyRequestsPerMinute;

    @Column(name = "concurrent_jobs")
    private int concurrentJobs;

    private int weight;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] suspensions = {};

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> features;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> overrides = Map.of();

    @Column(name = "plan_version")
    private int planVersion;

    private long assignment;

    @Column(name = "assigned_at")
    private Instant assignedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "assigned_interval")
    private @Nullable BillingInterval assignedInterval;

    @Column(name = "assigned_trial_days")
    private int assignedTrialDays;

    @Column(name = "plan_after_trial_id")
    private @Nullable UUID planAfterTrialId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private TenantKind kind;

    @Enumerated(EnumType.STRING)
    private TenantStatus status;

    @Column(updatable = false)
    private Instant anchor;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version = 1;

    /** For Hibernate. */
    protected Tenant() {}

    /** Creates a customer of a reseller. Its months of quota are counted from {@code now}. */
    Tenant(UUID id, UUID resellerId, NewTenant wanted, PlanChanged plan, Instant now) {
        this.id = id;
        this.resellerId = resellerId;
        this.kind = TenantKind.Customer;
        this.status = TenantStatus.Active;
        this.anchor = now;
        this.createdAt = now;
        describe(wanted.details(), now);
        assign(plan, now);
        assignedInterval = wanted.interval();
        assignedTrialDays = wanted.trial() == null ? 0 : wanted.trial().days();
        planAfterTrialId = wanted.trial() == null ? null : wanted.trial().planAfterId();
    }

    /** Takes the reseller's details except the plan. */
    void describe(TenantDetails details, Instant now) {
        name = details.name();
        domain = details.domain();
        brandingConfigurationId = details.brandingConfigurationId();
        overrides =
                details.overrides() == null ? Map.of() : EventJson.MAPPER.convertValue(details.overrides(), MEMBERS);
        updatedAt = now;
    }

    /** Assigns a plan. The tenant gets the plan's current version at once, and billing-service follows. */
    void assign(PlanChanged plan, Instant now) {
        assignment++;
        assignedAt = now;
        assignedInterval = null;
        assignedTrialDays = 0;
        planAfterTrialId = null;
        planVersion = plan.planVersion();
        subscriptionPlanId = plan.subscriptionPlanId();
        storageQuotaMb = plan.storageQuotaMb();
        processingQuotaMinutes = plan.processingQuotaMinutes();
        maxUsers = plan.maxUsers();
        requestsPerMinute = plan.limits().requestsPerMinute();
        keyRequestsPerMinute = plan.limits().keyRequestsPerMinute();
        concurrentJobs = plan.limits().concurrentJobs();
        weight = plan.limits().weight();
        features = EventJson.MAPPER.convertValue(plan.features(), MEMBERS);
    }

    /** Suspends it for one more reason; gives whether it was not suspended for that one before. */
    public boolean suspend(SuspensionReason reason, Instant now) {
        Set<SuspensionReason> reasons = reasons();
        return reasons.add(reason) && stand(status == TenantStatus.Closed, reasons, now);
    }

    /** Lifts one reason and no other; gives whether it stood. */
    public boolean lift(SuspensionReason reason, Instant now) {
        Set<SuspensionReason> reasons = reasons();
        return reasons.remove(reason) && stand(status == TenantStatus.Closed, reasons, now);
    }

    /** Closes it, with all that it has; gives whether it was open. */
    public boolean close(Instant now) {
        return status != TenantStatus.Closed && stand(true, reasons(), now);
    }

    /** Opens it again; the reasons for which it was suspended stand as they stood. */
    public boolean reopen(Instant now) {
        return status == TenantStatus.Closed && stand(false, reasons(), now);
    }

    /** The tenant's own status follows from its reasons unless it is closed. */
    private boolean stand(boolean closed, Set<SuspensionReason> reasons, Instant now) {
        TenantStatus open = reasons.isEmpty() ? TenantStatus.Active : TenantStatus.Suspended;
        status = closed ? TenantStatus.Closed : open;
        suspensions = reasons.stream().map(Enum::name).toArray(String[]::new);
        updatedAt = now;
        return true;
    }

    private Set<SuspensionReason> reasons() {
        Set<SuspensionReason> reasons = EnumSet.noneOf(SuspensionReason.class);
        reasons.addAll(Entitlements.suspensions(suspensions));
        return reasons;
    }

    /** Null if there are none, as in requests and answers. */
    private @Nullable AllowanceOverrides overrides() {
        AllowanceOverrides stored = EventJson.MAPPER.convertValue(overrides, AllowanceOverrides.class);
        return stored.equals(AllowanceOverrides.NONE) ? null : stored;
    }

    private PlanAllowance planned() {
        return new PlanAllowance(
                storageQuotaMb,
                processingQuotaMinutes,
                maxUsers,
                new PlanLimits(requestsPerMinute, keyRequestsPerMinute, concurrentJobs, weight),
                EventJson.MAPPER.convertValue(features, PlanFeatures.class));
    }

    TenantDetails details() {
        return new TenantDetails(name, domain, subscriptionPlanId, brandingConfigurationId, overrides());
    }

    /** Its own facts, for the audit log: of its reseller's suspensions and of a planned move it knows nothing. */
    public TenantView ownView() {
        AllowanceOverrides allowed = overrides();
        PlanAllowance allowance =
                EntitlementPolicy.overridden(planned(), requireNonNullElse(allowed, AllowanceOverrides.NONE));
        return new TenantView(
                id,
                resellerId,
                name,
                domain,
                kind,
                status,
                reasons(),
                Set.of(),
                subscriptionPlanId,
                subscriptionId,
                subscriptionStatus,
                brandingConfigurationId,
                allowance.storageQuotaMb(),
                allowance.processingQuotaMinutes(),
                allowance.maxUsers(),
                allowed,
                null,
                version,
                createdAt,
                updatedAt);
    }

    /** Everything that admission needs to know. */
    public TenantChanged entitlements() {
        var facts = new EntitlementPolicy.Facts(
                planned(),
                requireNonNullElse(overrides(), AllowanceOverrides.NONE),
                subscriptionStatus,
                status == TenantStatus.Closed,
                reasons());
        return Entitlements.event(
                new Entitlements.Tenancy(id, version, resellerId, kind, subscriptionPlanId, anchor),
                EntitlementPolicy.decide(facts),
                new PlanAssignment(
                        assignment, planVersion, assignedInterval, assignedTrialDays, planAfterTrialId, assignedAt));
    }
}
