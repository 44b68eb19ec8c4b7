package dev.sotto.runtime.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Wraps the response of each operation with a cursor in a page. The resource only declares the type of the items. */
final class PagedAnswers {

    private PagedAnswers() {}

    static void complete(OpenAPI api, List<DescribedOperation> operations) {
        operations.stream()
                .filter(each -> each.takes("cursor"))
                .flatMap(DescribedOperation::answers)
                .filter(answer -> !isPage(api, answer))
                .forEach(answer -> answer.setSchema(pageOf(answer.getSchema())));
    }

    /** Commission is already a page, because it has totals too. A table is a text, not a view. */
    private static boolean isPage(OpenAPI api, MediaType answer) {
        if (answer.getSchema().getRef() == null) {
            return true;
        }
        Schema schema = api.getComponents().getSchemas().get(SchemaNames.of(answer.getSchema()));
        return schema.getProperties().containsKey("next_cursor");
    }

    private static Schema pageOf(Schema item) {
        Schema items = OASFactory.createSchema().addType(SchemaType.ARRAY).items(item);
        Schema cursor = OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description("Where the next page begins; absent from the last one");
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("items", items)
                .addProperty("next_cursor", cursor)
                .addRequired("items");
    }
}
