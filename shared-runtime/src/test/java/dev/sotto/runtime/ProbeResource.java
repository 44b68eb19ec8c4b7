package dev.sotto.runtime;

import dev.sotto.model.access.Permission;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.access.ServiceKeys;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A resource for tests of access and problems. */
@Path("/probe")
class ProbeResource {

    record Part(@PositiveOrZero int amount) {}

    record Body(
            @NotBlank String name,
            List<@Valid Part> parts,
            UUID id,
            Instant at,
            BigDecimal price,
            Boolean open,
            Role role) {}

    private final CurrentCaller caller;

    ProbeResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @RolesAllowed("User")
    public String whoAmI() {
        return caller.get().scope().toString();
    }

    @POST
    @RolesAllowed("User")
    public String take(@Valid @NotNull Body body) {
        return body.name();
    }

    @GET
    @Path("work")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    public String work() {
        return caller.get().scope() + " " + caller.get().actorName();
    }

    @GET
    @Path("kept")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    public String kept() {
        return "kept";
    }

    @GET
    @Path("own-matter")
    @RolesAllowed("User")
    @NoImpersonation
    public String ownMatter() {
        return "own matter";
    }

    @GET
    @Path("admins")
    @RolesAllowed("PlatformAdmin")
    public String admins() {
        return "admins";
    }

    @GET
    @Path("internal")
    @RolesAllowed(ServiceKeys.ROLE)
    public String internal() {
        return "internal";
    }

    @GET
    @Path("undeclared")
    public String undeclared() {
        return "never";
    }

    @GET
    @Path("broken")
    @RolesAllowed("User")
    public String broken() {
        throw new IllegalStateException("a secret of ours");
    }

    @GET
    @Path("filtered")
    @RolesAllowed("User")
    public String filtered(
            @QueryParam("tenant_id") UUID tenantId,
            @QueryParam("role") Role role,
            @QueryParam("limit") Integer limit,
            @QueryParam("search") String search) {
        return tenantId + " " + role + " " + limit + " " + search;
    }

    @GET
    @Path("{id}/thing")
    @RolesAllowed("User")
    public String thing(@PathParam("id") UUID id) {
        return id.toString();
    }

    @GET
    @Path("link")
    @RolesAllowed("User")
    public Response link(@Context UriInfo uri) {
        return Responses.created(uri, caller.get().requireTenantId(), 1, "made");
    }

    @GET
    @Path("page")
    @RolesAllowed("User")
    public Page<UUID> page(@QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        return PageRequest.of(limit, cursor).page(List.of(UUID.randomUUID()), id -> id);
    }

    @GET
    @Path("long-page")
    @RolesAllowed("User")
    public Page<String> longPage() {
        return new Page<>(Collections.nCopies(PageRequest.LARGEST_LIMIT, "as long as a job".repeat(32)), null);
    }
}
