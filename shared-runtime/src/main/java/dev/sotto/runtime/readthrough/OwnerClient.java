package dev.sotto.runtime.readthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.runtime.access.InternalSettings;
import dev.sotto.runtime.access.InternalSettings.Addresses;
import dev.sotto.runtime.access.ServiceKeys;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads data from the service that owns it, at its {@code /internal/v1} (docs/adr/0006-replicas-with-read-through.md).
 */
@ApplicationScoped
public class OwnerClient {

    private final WebClient client;
    private final ServiceKeys keys;
    private final Map<String, String> addresses;
    private final long timeoutMs;

    OwnerClient(Vertx vertx, ServiceKeys keys, InternalSettings settings) {
        this.client = WebClient.create(vertx);
        this.keys = keys;
        this.addresses = byName(settings.services());
        this.timeoutMs = settings.timeout().toMillis();
    }

    private static Map<String, String> byName(Addresses services) {
        Map<String, String> addresses = new HashMap<>();
        services.resellerService().ifPresent(address -> addresses.put("reseller-service", address));
        services.tenantService().ifPresent(address -> addresses.put("tenant-service", address));
        services.jobService().ifPresent(address -> addresses.put("job-service", address));
        services.billingService().ifPresent(address -> addresses.put("billing-service", address));
        return addresses;
    }

    /**
     * Reads one resource.
     *
     * @param service the owner, for example {@code tenant-service}
     * @param collection for example {@code tenants}
     * @param resellerId the reseller to which it must belong, if known; the owner filters by it
     * @return null if there is none or it belongs to another reseller; fails with {@code unavailable} if the owner is
     *     down, refuses this service's key, or sends an unreadable answer
     */
    public <E> Uni<@Nullable E> read(
            String service, String collection, UUID id, @Nullable UUID resellerId, Class<E> type) {
        var request = client.getAbs(address(service, collection + "/" + id))
                .putHeader("Authorization", keys.header())
                .timeout(timeoutMs);
        if (resellerId != null) {
            request.addQueryParam("reseller_id", resellerId.toString());
        }
        return request.send()
                .onFailure()
                .transform(failure -> away(service, failure))
                .map(response -> parsed(service, response, type));
    }

    /**
     * Sends data to its owner.
     *
     * @param path below {@code /internal/v1}
     * @return fails with {@code unavailable} if the owner is down or refuses
     */
    public Uni<Void> tell(String service, String path, Object what) {
        return client.postAbs(address(service, path))
                .putHeader("Authorization", keys.header())
                .putHeader("Content-Type", "application/json")
                .timeout(timeoutMs)
                .sendBuffer(Buffer.buffer(json(what)))
                .onFailure()
                .transform(failure -> away(service, failure))
                .invoke(response -> {
                    if (response.statusCode() != 204) {
                        throw refused(service, response.statusCode());
                    }
                })
                .replaceWithVoid();
    }

    private String address(String service, String path) {
        String address = addresses.get(service);
        if (address == null) {
            throw new IllegalStateException("sotto.services." + service + " is not set");
        }
        return address + "/internal/v1/" + path;
    }

    private static String json(Object what) {
        try {
            return EventJson.MAPPER.writeValueAsString(what);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <E> @Nullable E parsed(String service, HttpResponse<Buffer> response, Class<E> type) {
        if (response.statusCode() == 404) {
            return null;
        }
        if (response.statusCode() != 200) {
            throw refused(service, response.statusCode());
        }
        try {
            return EventJson.MAPPER.readValue(response.bodyAsBuffer().getBytes(), type);
        } catch (IOException e) {
            throw Problem.needingRepair(ProblemType.UNAVAILABLE, notNow(service), e);
        }
    }

    private static Problem away(String service, Throwable failure) {
        return Problem.unavailable(service + " does not answer. Retry in a few seconds.", failure);
    }

    /** An unknown service key is permanent and needs repair. Any other refusal may be temporary. */
    private Problem refused(String service, int status) {
        if (status != 401 && status != 403) {
            return Problem.unavailable(notNow(service), new IllegalStateException(service + " answered " + status));
        }
        return Problem.needingRepair(
                ProblemType.UNAVAILABLE,
                notNow(service),
                new IllegalStateException("Configuration error: " + service + " refuses the service key of "
                        + keys.name()
                        + " (" + status + "). Set sotto.internal.key of " + keys.name() + " and"
                        + " sotto.internal.accepted.\"" + keys.name() + "\" of " + service + " to the same key."));
    }

    private static String notNow(String service) {
        return service + " cannot be reached at the moment. Retry later.";
    }
}
