package dev.sotto.jobs.planted;

import dev.sotto.billing.money.Money;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgBuilder;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Every class here except {@link Repository} breaks one rule. */
public final class BrokenRules {

    private BrokenRules() {}

    public interface Repository extends PanacheRepositoryBase<Object, UUID> {}

    public static final class KnowsAnotherService {
        Money money;
    }

    public static final class Pipelines {
        Object client() {
            return PgBuilder.client();
        }
    }

    public static final class RemovesAnEntity {
        Uni<Void> remove(Repository repository, Object entity) {
            return repository.delete(entity);
        }
    }

    public static final class RemovesById {
        Uni<Boolean> remove(Repository repository, UUID id) {
            return repository.deleteById(id);
        }
    }

    public static final class TakesBothDoors {
        Uni<Integer> change(ScopedTransaction transactions, Caller caller) {
            return transactions
                    .edit(caller, transaction -> transaction.execute("select 1"))
                    .chain(() -> transactions.sql(caller, transaction -> transaction.execute("select 1")));
        }
    }

    public static final class Sends {
        KafkaProducer<String, String> producer;
    }

    public static final class PlantedResource {
        Repository repository;
    }

    public static final class TakesAnyBody {
        @POST
        public void post(@HeaderParam("Idempotency-Key") String key, String body) {}
    }

    public static final class Waits {
        int wait(Uni<Integer> work) {
            return work.await().indefinitely();
        }
    }

    public static final class AsksTheMachine {
        Instant time() {
            return Instant.now();
        }
    }

    public static final class AsksTheMachineLater {
        Supplier<Instant> time() {
            return Instant::now;
        }
    }

    public static final class KeepsByThread {
        ThreadLocal<String> kept;
    }
}
