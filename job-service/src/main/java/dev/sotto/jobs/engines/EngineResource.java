package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.EnginesView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/engines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "engines", description = "The speech engines that workflows may name, and what each can do.")
class EngineResource {

    private final Engines engines;

    EngineResource(Engines engines) {
        this.engines = engines;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listEngines", summary = "All speech engines, in the order in which they are tried")
    @APIResponseSchema(value = EnginesView.class, responseDescription = "All engines; there are no pages")
    public EnginesView list() {
        List<EnginesView.Engine> views = new ArrayList<>();
        for (Map.Entry<String, SpeechCapabilities> engine :
                engines.capabilities().entrySet()) {
            SpeechCapabilities can = engine.getValue();
            views.add(new EnginesView.Engine(
                    engine.getKey(),
                    can.models(),
                    can.languages().stream().sorted().toList(),
                    can.translate(),
                    can.diarize(),
                    can.words(),
                    can.prompt(),
                    can.hotwords(),
                    engines.isAvailable(engine.getKey())));
        }
        return new EnginesView(views);
    }
}
