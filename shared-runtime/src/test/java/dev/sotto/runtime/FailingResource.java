package dev.sotto.runtime;

import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/** A resource whose operations fail, each in a different way. */
@Path("/failing")
@RolesAllowed("User")
class FailingResource {

    private final CurrentCaller caller;
    private final ScopedTransaction transactions;

    FailingResource(CurrentCaller caller, ScopedTransaction transactions) {
        this.caller = caller;
        this.transactions = transactions;
    }

    @GET
    @Path("file")
    public String file() throws IOException {
        return Files.readString(java.nio.file.Path.of("/nowhere/lost"));
    }

    @GET
    @Path("program")
    public String program() throws IOException {
        return new ProcessBuilder("/nowhere/program").start().toString();
    }

    @GET
    @Path("database")
    public Uni<String> database() {
        return transactions
                .sql(caller.get(), t -> t.execute("select pg_terminate_backend(pg_backend_pid())"))
                .map(String::valueOf);
    }

    @GET
    @Path("number")
    public long number() {
        return CompletableFuture.supplyAsync(() -> Long.parseLong("a number of ours"))
                .join();
    }

    @GET
    @Path("date")
    public String date() {
        return LocalDate.parse(String.join("-", "2026", "02", "30")).toString();
    }

    @GET
    @Path("converted")
    public String converted(@QueryParam("day") LocalDate day, @HeaderParam("X-Count") Integer count) {
        return day + " " + count;
    }
}
