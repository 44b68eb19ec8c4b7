package dev.sotto.runtime.openapi;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;

/**
 * Says which members a view always has: those that are never null in its record, because JSON leaves null members out.
 *
 * <p>In a request, {@code required} means what validation requires. So a record that callers both send and read has two
 * schemas: {@code PlanLimits} in requests and {@code PlanLimitsView} in answers.
 */
final class ViewSchemas {

    private static final String SUFFIX = "View";

    private final Components components;
    private final ViewRecords records;
    private final Set<String> shown;
    private final Set<String> sentToo;

    private ViewSchemas(Components components, ViewRecords records, List<DescribedOperation> operations) {
        this.components = components;
        this.records = records;
        shown = reached(operations.stream().flatMap(DescribedOperation::answers));
        sentToo = reached(operations.stream().flatMap(DescribedOperation::bodies)).stream()
                .filter(shown::contains)
                .filter(name -> hasMembers(components.getSchemas().get(name)))
                .collect(Collectors.toSet());
    }

    static void complete(OpenAPI api, List<DescribedOperation> operations, IndexView index) {
        ViewSchemas views = new ViewSchemas(api.getComponents(), new ViewRecords(index), operations);
        views.shown.forEach(views::complete);
        operations.stream()
                .flatMap(DescribedOperation::answers)
                .filter(answer -> answer.getSchema() != null)
                .forEach(answer -> answer.setSchema(SchemaReferences.renamed(answer.getSchema(), views::nameOfView)));
    }

    private void complete(String name) {
        Schema view = SchemaReferences.renamed(components.getSchemas().get(name), this::nameOfView);
        if (hasMembers(view)) {
            view.setRequired(records.neverNull(name, view.getProperties().keySet()));
        }
        components.addSchema(nameOfView(name), view);
    }

    private String nameOfView(String name) {
        return sentToo.contains(name) ? name + SUFFIX : name;
    }

    private Set<String> reached(Stream<MediaType> media) {
        return SchemaReferences.reached(
                components, media.map(MediaType::getSchema).filter(schema -> schema != null));
    }

    private static boolean hasMembers(Schema schema) {
        return schema.getProperties() != null;
    }
}
