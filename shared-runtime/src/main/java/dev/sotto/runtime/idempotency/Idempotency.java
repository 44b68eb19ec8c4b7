package dev.sotto.runtime.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.Transaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key}: a repeated POST returns what the first one created. The key's row is written in the same
 * transaction and stores the id of the result, not its text. Of two simultaneous requests, the second waits for the
 * first one's commit.
 *
 * <p>Usage: call {@link #once} with a write whose first statement is {@link #remember}.
 */
@ApplicationScoped
public class Idempotency {

    private static final String FIND =
            "select resource_id, body_hash from idempotency where caller_id = $1 and operation = $2 and key = $3";
    private static final String REMEMBER = """
            insert into idempotency (caller_id, operation, key, body_hash, resource_id, tenant_id, reseller_id)
            values (cast($1 as uuid), $2, $3, $4, cast($5 as uuid), cast($6 as uuid), cast($7 as uuid))
            on conflict do nothing
            """;

    private final ScopedTransaction transactions;

    Idempotency(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /**
     * Runs a write at most once per key.
     *
     * @param request the operation, its key (null if the client sent none) and the hash of its body; another body with
     *     the same key is refused with 422
     * @param write creates the resource; {@link #remember} must be its first statement
     * @param find reads the resource that an earlier request created; if it was deleted since, the key is refused with 422
     */
    public <T> Uni<T> once(Caller caller, Request request, Supplier<Uni<T>> write, Function<UUID, Uni<T>> find) {
        if (request.key() == null) {
            return write.get();
        }
        return replayOf(caller, request)
                .flatMap(earlier -> earlier == null
                        ? write.get()
                                .onFailure(AlreadyDone.class)
                                .recoverWithUni(() -> replayOf(caller, request)
                                        .onItem()
                                        .ifNull()
                                        .failWith(Idempotency::usedElsewhere)
                                        .flatMap(id -> found(id, find)))
                        : found(earlier, find));
    }

    private static <T> Uni<T> found(UUID id, Function<UUID, Uni<T>> find) {
        return find.apply(id)
                .onFailure(failure -> failure instanceof Problem problem && problem.type() == ProblemType.NOT_FOUND)
                .transform(gone -> Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "What an earlier request with this Idempotency-Key created was deleted since. Use a new key."));
    }

    /**
     * Returns whether a write with this key is already done. Checks for a new request do not apply to its repetition.
     *
     * @param key the header; null if the client sent none
     */
    public Uni<Boolean> isRepeated(Caller caller, String operation, @Nullable String key) {
        return key == null
                ? Uni.createFrom().item(false)
                : transactions
                        .readFirst(caller, row -> true, FIND, caller.requireUserId(), operation, key)
                        .map(found -> found != null);
    }

    /** Stores the key with the id of the created resource. Must be the first statement of the write's transaction. */
    public Uni<Void> remember(Transaction transaction, Request request, UUID resourceId) {
        if (request.key() == null) {
            return Uni.createFrom().voidItem();
        }
        Caller caller = transaction.caller();
        return transaction
                .execute(
                        REMEMBER,
                        caller.requireUserId(),
                        request.operation(),
                        request.key(),
                        request.bodyHash(),
                        resourceId,
                        caller.scope().tenantId(),
                        caller.scope().resellerId())
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new AlreadyDone();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<@Nullable UUID> replayOf(Caller caller, Request request) {
        return transactions
                .readFirst(
                        caller,
                        row -> new Earlier(
                                row.getUUID("resource_id"),
                                row.getBuffer("body_hash").getBytes()),
                        FIND,
                        caller.requireUserId(),
                        request.operation(),
                        request.key())
                .map(earlier -> earlier == null ? null : earlier.resourceFor(request));
    }

    /**
     * A write, as the caller identifies it.
     *
     * @param operation for example {@code createTenant}; each operation has its own keys
     * @param key the header, 1 to 200 characters
     */
    public record Request(String operation, @Nullable String key, byte[] bodyHash) {

        private static final int LONGEST_KEY = 200;

        /** Creates the request for a JSON body. */
        public static Request of(String operation, @Nullable String key, Object body) {
            try {
                return ofHash(operation, key, sha256(EventJson.MAPPER.writeValueAsBytes(body)));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Creates the request for content that was hashed while it was received. */
        public static Request ofHash(String operation, @Nullable String key, byte[] hash) {
            if (key != null && key.isBlank()) {
                throw Problem.invalid(Fault.required("Idempotency-Key"));
            }
            if (key != null && key.length() > LONGEST_KEY) {
                throw Problem.invalid(new Fault(
                        "Idempotency-Key",
                        FaultCode.TOO_LONG,
                        Map.of("max", LONGEST_KEY),
                        "must have at most " + LONGEST_KEY + " characters"));
            }
            return new Request(operation, key, hash);
        }

        private static byte[] sha256(byte[] bytes) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The same person used the key in another scope: for another tenant. */
    private static Problem usedElsewhere() {
        return Problem.of(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "An earlier request with this Idempotency-Key was for another tenant. Use a new key.");
    }

    private record Earlier(UUID resourceId, byte[] bodyHash) {

        UUID resourceFor(Request request) {
            if (!Arrays.equals(bodyHash, request.bodyHash())) {
                throw Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "An earlier request with this Idempotency-Key had another body. Use a new key.");
            }
            return resourceId;
        }
    }

    /** Another request with this key committed first. Ends this transaction. */
    private static class AlreadyDone extends RuntimeException {
        private static final long serialVersionUID = 1;

        AlreadyDone() {
            super("done already", null, false, false);
        }
    }
}
