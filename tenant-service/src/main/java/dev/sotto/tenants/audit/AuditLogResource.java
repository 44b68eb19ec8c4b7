package dev.sotto.tenants.audit;

import dev.sotto.model.access.Permission;
import dev.sotto.model.audit.AuditEntryView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.audit.AuditFilter;
import dev.sotto.runtime.audit.AuditQueries;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/audit-log/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit-log", description = "What was done to tenants and users, by whom.")
class AuditLogResource {

    private final CurrentCaller caller;
    private final AuditQueries audit;
    private final AuditNames names;

    AuditLogResource(CurrentCaller caller, AuditQueries audit, AuditNames names) {
        this.caller = caller;
        this.audit = audit;
        this.names = names;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.AUDIT_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listTenantAudit",
            summary = "Changes to tenants and users, newest first, in the scope of the caller",
            description = "actor_name and subject_name are the names that people and keys have now. Support shows by"
                    + " the action impersonated, with the reason, and by an actor that is another person than user_id.")
    @APIResponseSchema(
            value = AuditEntryView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @BeanParam @Valid AuditFilter filter,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        Caller by = caller.get();
        return audit.list(by, filter, PageRequest.of(limit, cursor))
                .flatMap(page -> names.named(by, page))
                .map(page -> Responses.page(uri, page));
    }
}
