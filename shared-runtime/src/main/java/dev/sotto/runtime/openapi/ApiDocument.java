package dev.sotto.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Completes a service's OpenAPI document at build time, after the resources' own annotations are applied. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Integer.MIN_VALUE)
public class ApiDocument implements OASFilter {

    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);

    private static final String SERVER = "The gateway: all services answer at its address";

    private final IndexView index;
    private final Map<String, MethodInfo> methods;

    /** @param index of the service's classes, where the methods behind its operations and the records of its views are found */
    public ApiDocument(IndexView index) {
        this.index = index;
        methods = index.getAnnotations(OPERATION).stream()
                .filter(each -> each.target().kind() == AnnotationTarget.Kind.METHOD)
                .filter(each -> each.value("operationId") != null)
                .collect(Collectors.toMap(
                        each -> each.value("operationId").asString(),
                        each -> each.target().asMethod(),
                        (method, same) -> method));
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        List<DescribedOperation> operations = api.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().entrySet().stream())
                .map(each -> described(each.getKey().name(), each.getValue()))
                .toList();
        MemberDescriptions.complete(api, index);
        api.setServers(List.of(OASFactory.createServer().url("/").description(SERVER)));
        MapsOfDecimals.correct(api);
        StandardParameters.describe(operations);
        PagedAnswers.complete(api, operations);
        PatchBodies.complete(api, operations);
        ViewSchemas.complete(api, operations, index);
        StandardAnswers.complete(api, operations);
        AccessNotes.complete(api, operations);
        Examples.complete(api, operations);
        UnusedSchemas.remove(api, operations);
    }

    private DescribedOperation described(String verb, Operation operation) {
        return new DescribedOperation(verb, operation, methods.get(operation.getOperationId()));
    }
}
