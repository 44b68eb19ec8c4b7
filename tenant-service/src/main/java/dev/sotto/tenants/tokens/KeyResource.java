package dev.sotto.tenants.tokens;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/.well-known/jwks.json")
@Tag(name = "auth")
class KeyResource {

    private static final String EXAMPLE = """
            {"keys": [{"kty": "RSA", "kid": "2026-03", "use": "sig", "alg": "RS256", "n": "0vx7agoebGcQ", "e": "AQAB"}]}""";

    private final SigningKeys keys;

    KeyResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getKeys", summary = "The public keys that access tokens are verified with (RFC 7517)")
    @APIResponse(
            responseCode = "200",
            description = "A JSON Web Key Set; two keys while they change",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            requiredProperties = "keys",
                                            properties =
                                                    @SchemaProperty(
                                                            name = "keys",
                                                            type = SchemaType.ARRAY,
                                                            implementation = Object.class)),
                            examples = @ExampleObject(name = "keys", value = EXAMPLE)))
    public Response get() {
        return Response.ok(keys.jwks())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
