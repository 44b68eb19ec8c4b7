package dev.sotto.runtime.openapi;

import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the document and the method that implements it.
 *
 * @param verb the HTTP method, for example {@code GET}
 * @param method unknown if the operation has no id of its own
 */
record DescribedOperation(
        String verb, Operation operation, @Nullable MethodInfo method) {

    private static final DotName PERMIT_ALL = DotName.createSimple(PermitAll.class);

    /** The roles that may call it; empty when everybody may. */
    List<String> roles() {
        return operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .flatMap(each -> each.getSchemes().values().stream().flatMap(List::stream))
                        .toList();
    }

    boolean isPublic() {
        return operation.getSecurity() == null || operation.getSecurity().isEmpty();
    }

    /** Declared to be for everybody, not merely without roles. */
    boolean isOpenToAll() {
        return method != null && method.hasAnnotation(PERMIT_ALL);
    }

    boolean hasBody() {
        return operation.getRequestBody() != null;
    }

    List<Parameter> parameters() {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    Optional<Parameter> parameter(String name) {
        return parameters().stream().filter(each -> name.equals(each.getName())).findFirst();
    }

    boolean takes(String parameter) {
        return parameter(parameter).isPresent();
    }

    /** Returns the content of its successful responses. */
    Stream<MediaType> answers() {
        return operation.getResponses().getAPIResponses().entrySet().stream()
                .filter(each -> each.getKey().startsWith("2"))
                .map(each -> each.getValue())
                .map(APIResponse::getContent)
                .flatMap(DescribedOperation::media);
    }

    /** Returns the content of its request bodies. */
    Stream<MediaType> bodies() {
        return hasBody() ? media(operation.getRequestBody().getContent()) : Stream.of();
    }

    private static Stream<MediaType> media(@Nullable Content content) {
        return content == null ? Stream.of() : content.getMediaTypes().values().stream();
    }
}
