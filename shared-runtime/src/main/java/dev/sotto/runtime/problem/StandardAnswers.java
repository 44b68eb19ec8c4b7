package dev.sotto.runtime.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Writes into the OpenAPI document the refusals that every operation has, as problem documents. A resource documents the
 * refusals that mean something of their own, and its words stay; they are problem documents too.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Integer.MIN_VALUE)
public class StandardAnswers implements OASFilter {

    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String UUID = "#/components/schemas/UUID";

    /** An answer, and of which operations it is one. */
    private record Standard(String status, String name, String description, Predicate<Operation> of) {}

    private static final List<Standard> STANDARDS = List.of(
            new Standard("400", "Invalid", "Not valid; errors[] says what is wrong where", op -> takes(op)),
            new Standard("401", "Unauthenticated", "No valid access token", op -> needsRole(op)),
            new Standard("403", "Forbidden", "The role does not allow it", op -> needsRole(op)),
            new Standard("404", "NotFound", "Absent, or not the caller's to see", op -> namesOne(op)),
            new Standard("406", "NotAcceptable", "In none of the accepted media types", op -> true),
            new Standard("413", "TooLarge", "Larger than is taken", op -> true),
            new Standard("415", "UnsupportedMediaType", "Not of a media type that is taken", op -> hasBody(op)),
            new Standard("429", "TooManyRequests", "Too many requests; see Retry-After", op -> true),
            new Standard("503", "Unavailable", "Not available at the moment; see Retry-After", op -> true));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        Components components = api.getComponents() == null ? OASFactory.createComponents() : api.getComponents();
        components.addSchema("Problem", problem());
        STANDARDS.forEach(each -> components.addResponse(each.name(), answer(each.description())));
        api.setComponents(components);
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(StandardAnswers::complete);
        }
    }

    private static void complete(Operation operation) {
        Map<String, APIResponse> answers =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        answers.forEach((status, answer) -> {
            if (status.compareTo("400") >= 0 && answer.getRef() == null && answer.getContent() == null) {
                answer.setContent(asProblem());
            }
        });
        STANDARDS.stream()
                .filter(each -> each.of().test(operation))
                .forEach(each -> answers.putIfAbsent(
                        each.status(), OASFactory.createAPIResponse().ref("#/components/responses/" + each.name())));
        operation.getResponses().setAPIResponses(answers);
    }

    private static boolean needsRole(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    private static boolean hasBody(Operation operation) {
        return operation.getRequestBody() != null;
    }

    private static boolean takes(Operation operation) {
        return hasBody(operation) || !parameters(operation).isEmpty();
    }

    /** Whether there is an id in the path or the query: one that is no id names nothing either. */
    private static boolean namesOne(Operation operation) {
        return parameters(operation).stream()
                .anyMatch(each -> each.getIn() == Parameter.In.PATH
                        || (each.getSchema() != null
                                && UUID.equals(each.getSchema().getRef())));
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static APIResponse answer(String description) {
        return OASFactory.createAPIResponse().description(description).content(asProblem());
    }

    private static Content asProblem() {
        return OASFactory.createContent()
                .addMediaType(
                        ProblemMapper.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
    }

    /** RFC 9457, with {@code errors} for bad input; some types have members of their own besides. */
    private static Schema problem() {
        Schema fault = object().addProperty(
                        "pointer", text("Where: a JSON pointer into the body, or ?name for a parameter"))
                .addProperty("detail", text("What is wrong there, for people"))
                .required(new ArrayList<>(List.of("pointer", "detail")));
        return object().description("A refusal (RFC 9457)")
                .addProperty("type", text("What kind, as a stable URI").format("uri"))
                .addProperty("title", text("The kind in a line, for people"))
                .addProperty(
                        "status",
                        OASFactory.createSchema().addType(SchemaType.INTEGER).format("int32"))
                .addProperty("detail", text("What to know and do about this one, for people"))
                .addProperty("instance", text("The path that was asked for"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema().addType(SchemaType.ARRAY).items(fault))
                .required(new ArrayList<>(List.of("type", "title", "status", "detail")))
                .additionalPropertiesBoolean(true);
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
