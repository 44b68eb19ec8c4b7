package dev.sotto.billing.audit;

import dev.sotto.model.access.Permission;
import dev.sotto.model.audit.AuditEntryView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.audit.AuditFilter;
import dev.sotto.runtime.audit.AuditQueries;
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
import org.jspecify.annotations.Nullable;

@Path("/api/v1/audit-log/billing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit-log", description = "Who changed what")
class AuditLogResource {

    private final CurrentCaller caller;
    private final AuditQueries queries;

    AuditLogResource(CurrentCaller caller, AuditQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.AUDIT_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listBillingAuditLog", summary = "Lists changes to plans, newest first")
    @APIResponseSchema(value = AuditEntryView.class, responseDescription = "A page of changes")
    public Uni<Response> list(
            @BeanParam @Valid AuditFilter filter,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return queries.list(caller.get(), filter, PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }
}
