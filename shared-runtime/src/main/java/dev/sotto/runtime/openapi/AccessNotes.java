package dev.sotto.runtime.openapi;

import dev.sotto.model.access.Permission;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.MethodInfo;

/**
 * Says of each operation who may call it, from the annotations that calls are held to: in words, for programs as {@code
 * x-access}, and by the security scheme of API keys. A public operation has an empty list of security schemes.
 */
final class AccessNotes {

    private static final String API_KEY = "apiKey";

    private AccessNotes() {}

    /**
     * The access rules of one operation.
     *
     * @param permission what an API key needs; empty if no key may call it
     */
    private record Access(
            List<String> roles, Optional<String> permission, boolean inAnothersName, boolean allowedWhileSuspended) {

        static Access of(List<String> roles, MethodInfo method) {
            return new Access(
                    roles,
                    Optional.ofNullable(method.annotation(RequiresApiKeyPermission.class))
                            .map(Access::word),
                    !method.hasAnnotation(NoImpersonation.class),
                    method.hasAnnotation(AllowedWhileSuspended.class));
        }

        private static String word(AnnotationInstance requiresApiKeyPermission) {
            return Permission.valueOf(requiresApiKeyPermission.value().asEnum()).word();
        }

        String inWords() {
            return "For " + String.join(", ", roles) + ". "
                    + permission
                            .map(word -> "An API key needs the permission " + word + ". ")
                            .orElse("No API key may. ")
                    + (inAnothersName ? "May be done in another's name. " : "Nobody may in another's name. ")
                    + (allowedWhileSuspended
                            ? "Works while the organisation is suspended or closed."
                            : "Refused while the organisation is suspended or closed.");
        }

        Map<String, Object> forPrograms() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("roles", roles);
            permission.ifPresent(word -> members.put("api_key", word));
            members.put("in_anothers_name", inAnothersName);
            members.put("while_suspended", allowedWhileSuspended);
            return members;
        }
    }

    static void complete(OpenAPI api, List<DescribedOperation> operations) {
        for (DescribedOperation each : operations) {
            if (each.isOpenToAll()) {
                each.operation().setSecurity(new ArrayList<>());
            } else if (!each.isPublic() && each.method() != null) {
                note(each.operation(), Access.of(each.roles(), each.method()));
            }
        }
        if (operations.stream().anyMatch(AccessNotes::isOpenToKeys)) {
            api.getComponents().addSecurityScheme(API_KEY, scheme());
        }
    }

    private static void note(Operation operation, Access access) {
        String said = operation.getDescription();
        operation.setDescription(said == null ? access.inWords() : said + "\n\n" + access.inWords());
        operation.addExtension("x-access", access.forPrograms());
        access.permission()
                .ifPresent(word -> operation.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(API_KEY, List.of(word))));
    }

    private static boolean isOpenToKeys(DescribedOperation each) {
        return each.method() != null && each.method().hasAnnotation(RequiresApiKeyPermission.class);
    }

    private static SecurityScheme scheme() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("sotto_…")
                .description("An API key from POST /api/v1/api-keys, which acts as its user");
    }
}
