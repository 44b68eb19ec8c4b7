package dev.sotto.jobs.workflows;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.jobs.WorkflowDetails;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowView;
import dev.sotto.runtime.json.EventJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A workflow of one tenant. */
@Entity
@Table(name = "workflows")
class Workflow {

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(name = "user_id", updatable = false)
    private UUID userId;

    private String name;

    private @Nullable String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> config;

    @Column(name = "is_template")
    private boolean template;

    @Column(name = "is_public")
    private boolean shared;

    @Column(name = "is_default")
    private boolean chosen;

    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For Hibernate. */
    protected Workflow() {}

    Workflow(UUID id, UUID tenantId, UUID userId, WorkflowDetails details, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.userId = userId;
        this.version = 1;
        change(details, now);
        this.createdAt = updatedAt;
    }

    /** Changes the details; returns whether the graph is different. */
    final boolean change(WorkflowDetails details, Instant now) {
        Map<String, Object> graph = EventJson.MAPPER.convertValue(details.config(), new TypeReference<>() {});
        boolean anotherGraph = !graph.equals(config);
        name = details.name();
        description = details.description();
        config = graph;
        template = details.isTemplate();
        shared = details.isPublic();
        chosen = details.isDefault();
        // PostgreSQL stores microseconds, so the value is the same before and after it is read again.
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
        return anotherGraph;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    boolean isOf(UUID user) {
        return userId.equals(user);
    }

    boolean isPublic() {
        return shared;
    }

    /** Returns whether jobs that name no workflow run it. */
    boolean isDefault() {
        return chosen;
    }

    long version() {
        return version;
    }

    Map<String, Object> config() {
        return config;
    }

    WorkflowDetails details() {
        return new WorkflowDetails(name, description, graph(), template, shared, chosen);
    }

    /** For the audit log, which the platform can read: what changed, without the content. */
    Summary summary() {
        return new Summary(version, template, shared, chosen);
    }

    WorkflowView view() {
        return new WorkflowView(
                id,
                tenantId,
                userId,
                name,
                description,
                graph(),
                template,
                shared,
                chosen,
                version,
                createdAt,
                updatedAt);
    }

    private WorkflowGraph graph() {
        return EventJson.MAPPER.convertValue(config, WorkflowGraph.class);
    }

    /** A workflow without its content. */
    record Summary(long version, boolean isTemplate, boolean isPublic, boolean isDefault) {}
}
