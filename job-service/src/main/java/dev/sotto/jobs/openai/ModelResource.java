package dev.sotto.jobs.openai;

import dev.sotto.jobs.engines.EngineCatalogue;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.EnginesView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The models that the caller's plan includes, as OpenAI's API lists them. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
class ModelResource {

    private final EngineCatalogue engines;
    private final CurrentCaller caller;

    ModelResource(EngineCatalogue engines, CurrentCaller caller) {
        this.engines = engines;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(hidden = true)
    public Uni<Map<String, Object>> list() {
        return engines.of(caller.get()).map(ModelResource::models);
    }

    private static Map<String, Object> models(EnginesView engines) {
        List<Map<String, Object>> models = Stream.concat(
                        Stream.of(AudioForm.ANY_MODEL),
                        engines.items().stream().flatMap(engine -> engine.models().stream()))
                .distinct()
                .map(ModelResource::model)
                .toList();
        return Map.of("object", "list", "data", models);
    }

    private static Map<String, Object> model(String id) {
        return Map.of("id", id, "object", "model", "created", 0, "owned_by", "sotto");
    }
}
