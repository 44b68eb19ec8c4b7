package dev.sotto.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.access.Permission;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.json.Ids;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user whom this service knows from events, with their tenant, its reseller and their keys. */
record Heard(UUID userId, UUID tenantId, UUID resellerId, TenantKind kind, Role role) {

    private static final String OWNER = "tenant-service";

    static Heard user() {
        return new Heard(Ids.next(), Ids.next(), Ids.next(), TenantKind.Customer, Role.User);
    }

    /** Returns a ResellerAdmin; the house tenant has the reseller's id. */
    static Heard resellerAdmin() {
        UUID resellerId = Ids.next();
        return new Heard(Ids.next(), resellerId, resellerId, TenantKind.House, Role.ResellerAdmin);
    }

    /** Returns an access token of this user. */
    String token() {
        return tokenIssuedAt(Instant.now());
    }

    String tokenIssuedAt(Instant issued) {
        return SottoTestResource.tokens()
                .token()
                .subject(userId)
                .tenant(tenantId)
                .reseller(resellerId)
                .groups(role.name())
                .issuedAt(issued)
                .sign();
    }

    /** Returns a token with which an impersonator acts as this user. */
    String tokenFor(UUID impersonator) {
        return SottoTestResource.tokens()
                .user(tenantId, resellerId)
                .subject(userId)
                .claim("act", Map.of("sub", impersonator.toString()))
                .sign();
    }

    UserChanged user(long version, UserStatus status) {
        return user(version, role, status, null);
    }

    UserChanged user(long version, Role as, UserStatus status, @Nullable Instant tokensValidFrom) {
        return new UserChanged(userId, version, tenantId, resellerId, as, status, tokensValidFrom);
    }

    TenantChanged tenant(long version, SuspensionReason... suspensions) {
        TenantStatus status = suspensions.length == 0 ? TenantStatus.Active : TenantStatus.Suspended;
        return tenant(version, resellerId, status, Set.of(suspensions));
    }

    TenantChanged tenant(long version, UUID reseller, TenantStatus status, Set<SuspensionReason> suspensions) {
        return new TenantChanged(
                tenantId,
                version,
                reseller,
                kind,
                status,
                suspensions,
                null,
                Instant.EPOCH,
                0,
                0,
                5,
                1,
                2,
                600,
                300,
                PlanFeatures.ALL,
                null);
    }

    ResellerChanged reseller(long version, ResellerStatus status, SuspensionReason... suspensions) {
        return new ResellerChanged(
                resellerId, version, "Tone", status, Set.of(suspensions), java.util.List.of(), null, null);
    }

    ApiKeyChanged key(ApiKeyText key, long version, @Nullable Instant expiresAt, boolean revoked) {
        return new ApiKeyChanged(
                key.id(),
                version,
                tenantId,
                resellerId,
                userId,
                key.secretHash(),
                Set.of(Permission.JOBS_READ),
                expiresAt,
                revoked);
    }

    /** Returns a key of this user after publishing it and everything that it needs. */
    ApiKeyText keyHeardOf() {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        tell(user(1, UserStatus.Active));
        tell(tenant(1));
        tell(key(key, 1, null, false));
        return key;
    }

    /** Publishes an event as its owner would, and waits until it was handled. */
    static void tell(Event event) {
        publish(event);
        Probe.await(
                "heard",
                () -> Probe.number("select count(*) from replicas where id = '%s' and topic = '%s'"
                                        .formatted(
                                                event.aggregateId(),
                                                event.topic().topicName())
                                + " and version >= " + event.version())
                        == 1);
    }

    static void publish(Event event) {
        SottoTestResource.kafka()
                .send(
                        event.topic().topicName(),
                        event.aggregateId().toString(),
                        json(new CloudEvent<>(
                                "1.0",
                                Ids.next(),
                                "/sotto/elsewhere",
                                event.type(),
                                event.aggregateId().toString(),
                                Instant.now(),
                                "application/json",
                                event.tenantId(),
                                event.resellerId(),
                                null,
                                null,
                                event.version(),
                                event)));
    }

    /** Makes tenant-service answer with this resource. */
    static void own(String collection, Event fact) {
        OwnerServer.answer(OWNER, collection, fact.aggregateId(), json(fact));
    }

    private static String json(Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
