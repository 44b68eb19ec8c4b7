package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.engines.Needs;
import dev.sotto.jobs.queue.JobQueue;
import dev.sotto.jobs.queue.QueuedJob;
import dev.sotto.jobs.workflows.Transcribing;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Gives a job its place in the queue, with what its row and its workflow say. */
@ApplicationScoped
class EnqueueJob {

    private static final String FIND = """
            select j.id, j.tenant_id, j.audio_ms, j.fence, j.priority, v.config::text as config, j.settings::text as settings
            from jobs j
            join workflow_versions v
                on v.tenant_id = j.tenant_id and v.workflow_id = j.workflow_id and v.version = j.workflow_version
            where j.tenant_id = $1 and j.id = $2
            """;

    private final JobQueue queue;

    EnqueueJob(JobQueue queue) {
        this.queue = queue;
    }

    Uni<Void> enqueue(SqlTransaction transaction, UUID tenantId, UUID jobId) {
        return transaction
                .first(EnqueueJob::queued, FIND, tenantId, jobId)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("there is no job " + jobId + " to queue"))
                .flatMap(job -> queue.enqueue(transaction, job));
    }

    private static QueuedJob queued(Row row) {
        return new QueuedJob(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getLong("audio_ms"),
                row.getLong("fence"),
                JobPriority.of(row.getString("priority")),
                needs(row.getString("config"), row.getString("settings")));
    }

    /** A graph that cannot be read needs nothing: the worker that claims the job fails it. */
    static List<String> needs(String config, String settings) {
        try {
            WorkflowGraph graph = EventJson.MAPPER.readValue(config, WorkflowGraph.class);
            JobSettings own = EventJson.MAPPER.readValue(settings, JobSettings.class);
            return graph.nodes().stream()
                    .filter(node -> node.type().equals("transcription"))
                    .findFirst()
                    .map(node -> Transcribing.with(node, own))
                    .map(node -> Needs.of(Transcribing.engine(node), Transcribing.options(node)))
                    .orElse(List.of());
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
