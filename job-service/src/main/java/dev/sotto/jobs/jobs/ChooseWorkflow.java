package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.engines.Engines;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.workflows.AskedSpeech;
import dev.sotto.jobs.workflows.DefaultWorkflow;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what a new job runs, before any work: the workflow, and its settings as far as plan and engines allow them. */
@ApplicationScoped
class ChooseWorkflow {

    private static final String NEWEST = """
            select w.id, v.version, v.config::text as config
            from workflows w join workflow_versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id
            where w.tenant_id = $1 and w.id = $2 and ($3 or w.user_id = $4 or w.is_public)
            order by v.version desc
            limit 1
            """;

    private final ScopedTransaction transactions;
    private final TenantQuotas quotas;
    private final DefaultWorkflow defaultWorkflow;
    private final Engines engines;

    ChooseWorkflow(
            ScopedTransaction transactions, TenantQuotas quotas, DefaultWorkflow defaultWorkflow, Engines engines) {
        this.transactions = transactions;
        this.quotas = quotas;
        this.defaultWorkflow = defaultWorkflow;
        this.engines = engines;
    }

    /**
     * Fails if the caller may not run the workflow, or if the plan or the engines do not allow what is asked. Must not be
     * called inside a transaction.
     */
    Uni<Choice> choose(Caller caller, JobOptions options) {
        Uni<UUID> named = options.workflowId() == null
                ? defaultWorkflow.of(caller)
                : Uni.createFrom().item(options.workflowId());
        return quotas.features(caller)
                .flatMap(
                        plan -> named.flatMap(id -> newest(caller, id)).map(version -> choice(version, options, plan)));
    }

    private Uni<Version> newest(Caller caller, UUID workflowId) {
        return transactions
                .readFirst(
                        caller,
                        ChooseWorkflow::version,
                        NEWEST,
                        caller.requireTenantId(),
                        workflowId,
                        caller.has(Role.Admin),
                        caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private Choice choice(Version version, JobOptions options, PlanFeatures plan) {
        WorkflowGraph graph = version.graph();
        JobSettings settings = graph == null
                ? options.settings()
                : AskedSpeech.allowed(graph, options.settings(), plan, engines.capabilities());
        return new Choice(options.with(version.workflowId(), settings), version.number(), plan);
    }

    private static Version version(Row row) {
        return new Version(row.getUUID("id"), row.getLong("version"), graph(row.getString("config")));
    }

    /** Returns null if it cannot be read: the worker that claims the job fails it. */
    private static @Nullable WorkflowGraph graph(String config) {
        try {
            return EventJson.MAPPER.readValue(config, WorkflowGraph.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * What a new job runs.
     *
     * @param options with the workflow and the settings that count
     * @param version of the workflow
     */
    record Choice(JobOptions options, long version, PlanFeatures plan) {

        UUID workflowId() {
            return Objects.requireNonNull(options.workflowId());
        }
    }

    private record Version(
            UUID workflowId, long number, @Nullable WorkflowGraph graph) {}
}
