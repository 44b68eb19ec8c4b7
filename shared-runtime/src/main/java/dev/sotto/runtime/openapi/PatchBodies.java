package dev.sotto.runtime.openapi;

import dev.sotto.runtime.json.MergePatch;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Builds the schema of a merge patch: the members of the changed resource, none of them required (RFC 7396). */
final class PatchBodies {

    static final String SUFFIX = "Patch";

    private PatchBodies() {}

    static void complete(OpenAPI api, List<DescribedOperation> operations) {
        operations.stream()
                .filter(DescribedOperation::hasBody)
                .filter(each -> each.operation().getRequestBody().getContent().hasMediaType(MergePatch.MEDIA_TYPE))
                .flatMap(DescribedOperation::bodies)
                .forEach(body -> becomePatch(api.getComponents(), body));
    }

    /** Runs once per schema, because the media types of an operation may share it. */
    private static void becomePatch(Components components, MediaType body) {
        String whole = SchemaNames.of(body.getSchema());
        if (whole.endsWith(SUFFIX)) {
            return;
        }
        components.addSchema(whole + SUFFIX, patchOf(components.getSchemas().get(whole)));
        body.setSchema(OASFactory.createSchema().ref(SchemaNames.place(whole + SUFFIX)));
    }

    private static Schema patchOf(Schema whole) {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("What is absent stays as it is, null takes away what may be absent")
                .properties(whole.getProperties());
    }
}
