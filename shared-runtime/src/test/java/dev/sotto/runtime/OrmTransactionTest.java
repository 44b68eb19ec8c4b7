package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

/** Errors of PostgreSQL can be distinguished in an ORM transaction as in an SQL transaction. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class OrmTransactionTest {

    @Inject
    ScopedTransaction transactions;

    @Inject
    Note.Notes notes;

    @Inject
    Vertx vertx;

    private final Caller mine = Probe.tenant(UUID.randomUUID(), UUID.randomUUID());

    @Test
    void namesViolatedConstraint() {
        write("taken");

        Throwable failure = catchThrowableOfType(ConstraintViolationException.class, () -> write("taken"));

        assertThat(DatabaseErrors.isConflict(failure, "notes_text_key")).isTrue();
        assertThat(DatabaseErrors.isConflict(failure, "notes_pkey")).isFalse();
        assertThat(DatabaseErrors.sqlState(failure)).contains("23505");
        assertThat(DatabaseErrors.isUnavailable(failure)).isFalse();
    }

    @Test
    void concurrentChangesAreRetried() {
        write("contended");

        List<CompletableFuture<Note>> changes = IntStream.range(0, 3)
                .mapToObj(i -> Probe.start(vertx, () -> transactions.edit(mine, t -> rewrite())))
                .toList();
        changes.forEach(CompletableFuture::join);

        assertThat(Probe.number("select count(*) from notes where text = 'contended+++'"))
                .isEqualTo(1);
    }

    private Uni<Note> rewrite() {
        return notes.find("text like 'contended%'").<Note>firstResult().invoke(note -> note.rewrite(note.text() + "+"));
    }

    private void write(String text) {
        Note note = new Note(mine.requireTenantId(), mine.requireResellerId(), text);
        Probe.run(vertx, () -> transactions.edit(mine, t -> notes.persistAndFlush(note)));
    }
}
