package dev.sotto.runtime.access;

import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.callerstatus.CallerSnapshot;
import dev.sotto.runtime.callerstatus.CallerStatusStore;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.replicas.Replicas;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Turns an API key into a {@link Caller}, which acts as the key's user, in the user's role, within the key's
 * permissions. A wrong checksum costs no query. An unknown key is looked up at its owner.
 */
@ApplicationScoped
class ApiKeyVerifier {

    /** Anybody can send unknown keys, so this limits how many look-ups the owner gets at a time. */
    private static final int ASKED_AT_ONCE = 8;

    private final CallerStatusStore callerStatusStore;
    private final Replicas replicas;
    private final KeyOwner owner;
    private final KeyUses uses;
    private final Clock clock;
    private final AtomicInteger asking = new AtomicInteger();

    ApiKeyVerifier(CallerStatusStore callerStatusStore, Replicas replicas, KeyOwner owner, KeyUses uses, Clock clock) {
        this.callerStatusStore = callerStatusStore;
        this.replicas = replicas;
        this.owner = owner;
        this.uses = uses;
        this.clock = clock;
    }

    /** @param known the status of the key, its user and its organisation, as this service knows it */
    record VerifiedKey(Caller caller, CallerSnapshot known) {}

    Uni<VerifiedKey> verify(String text, Caller.Origin origin) {
        ApiKeyText key = ApiKeyText.parse(text).orElseThrow(ApiKeyVerifier::refused);
        return callerStatusStore
                .ofKey(key.id())
                .flatMap(known -> known != null && known.isCompleteForKey()
                        ? Uni.createFrom().item(known)
                        : ask(key.id(), known))
                .map(known -> new VerifiedKey(caller(key, known, origin), known))
                .invoke(() -> uses.note(key.id()));
    }

    private Uni<@Nullable CallerSnapshot> ask(UUID keyId, @Nullable CallerSnapshot known) {
        if (asking.incrementAndGet() > ASKED_AT_ONCE) {
            asking.decrementAndGet();
            throw Problem.tooManyRequests("The service does not know this API key yet. Retry in one second.", 1);
        }
        ApiKeyChanged heard = known == null ? null : known.key();
        Uni<@Nullable ApiKeyChanged> key = heard != null ? Uni.createFrom().item(heard) : keep(owner.key(keyId));
        return key.flatMap(found -> found == null
                        ? Uni.createFrom().nullItem()
                        : keep(owner.user(found.userId()))
                                .chain(() -> keep(owner.tenant(found.tenantId())))
                                .chain(() -> callerStatusStore.ofKey(keyId)))
                .onTermination()
                .invoke(asking::decrementAndGet);
    }

    private <E extends Event> Uni<@Nullable E> keep(Uni<@Nullable E> read) {
        return read.call(found -> found == null ? Uni.createFrom().voidItem() : replicas.store(List.of(found)));
    }

    private Caller caller(ApiKeyText text, @Nullable CallerSnapshot known, Caller.Origin origin) {
        if (known == null || !known.isCompleteForKey() || !holds(text, known)) {
            throw refused();
        }
        UserChanged user = known.user();
        return new Caller(
                scope(user, known.tenant()),
                user.userId(),
                Set.of(user.role()),
                new Caller.Key(text.id(), known.key().permissions()),
                null,
                origin);
    }

    private boolean holds(ApiKeyText text, CallerSnapshot known) {
        ApiKeyChanged key = known.key();
        boolean current = key.expiresAt() == null || key.expiresAt().isAfter(clock.instant());
        return same(key.secretHash(), text.secretHash())
                && current
                && !key.revoked()
                && known.user().status() == UserStatus.Active
                && known.user().tenantId().equals(key.tenantId());
    }

    private static Scope scope(UserChanged user, TenantChanged tenant) {
        return switch (user.role()) {
            case PlatformAdmin -> new Scope.Platform();
            case ResellerAdmin -> new Scope.Reseller(tenant.tenantId());
            case Admin, User -> new Scope.Tenant(tenant.tenantId(), tenant.resellerId());
        };
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }

    private static AuthenticationFailedException refused() {
        return new AuthenticationFailedException("API key refused");
    }
}
