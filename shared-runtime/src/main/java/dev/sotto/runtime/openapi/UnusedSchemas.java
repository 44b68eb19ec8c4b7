package dev.sotto.runtime.openapi;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Removes schemas that nothing refers to, as those of whole bodies where only patches of them are sent. */
final class UnusedSchemas {

    private UnusedSchemas() {}

    static void remove(OpenAPI api, List<DescribedOperation> operations) {
        Stream<Schema> schemas = Stream.of(
                        operations.stream()
                                .flatMap(each -> each.parameters().stream())
                                .map(Parameter::getSchema),
                        operations.stream().flatMap(DescribedOperation::bodies).map(MediaType::getSchema),
                        operations.stream()
                                .flatMap(each -> ofAnswers(each.operation()
                                        .getResponses()
                                        .getAPIResponses()
                                        .values())),
                        ofAnswers(api.getComponents().getResponses().values()))
                .flatMap(each -> each)
                .filter(Objects::nonNull);
        Set<String> used = SchemaReferences.reached(api.getComponents(), schemas);
        List.copyOf(api.getComponents().getSchemas().keySet()).stream()
                .filter(name -> !used.contains(name))
                .forEach(api.getComponents()::removeSchema);
    }

    private static Stream<Schema> ofAnswers(Collection<APIResponse> answers) {
        return answers.stream()
                .map(APIResponse::getContent)
                .filter(Objects::nonNull)
                .flatMap(content -> content.getMediaTypes().values().stream())
                .map(MediaType::getSchema);
    }
}
