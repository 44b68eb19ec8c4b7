package dev.sotto.runtime.openapi;

import dev.sotto.runtime.http.ProblemMapper;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.DotName;

/**
 * Documents the responses that all operations share: refusals as problem documents, and 304. The text of a resource's
 * own documentation is kept.
 */
final class StandardAnswers {

    private static final String PROBLEM = "Problem";
    private static final String UUID = SchemaNames.place("UUID");
    private static final DotName REQUEST = DotName.createSimple(jakarta.ws.rs.core.Request.class);

    /** The framework's default texts, which are replaced. */
    private static final Set<String> SAYS_NOTHING = Set.of("Not Authorized", "Not Allowed");

    /** A response, and the operations that can give it. */
    private record Standard(String status, String name, String description, Predicate<DescribedOperation> of) {

        boolean isRefusal() {
            return status.compareTo("400") >= 0;
        }
    }

    private static final List<Standard> STANDARDS = List.of(
            new Standard("304", "NotModified", "Not changed since the version in If-None-Match", op -> isVersioned(op)),
            new Standard("400", "Invalid", "The request is not valid; errors names each wrong value", op -> true),
            new Standard(
                    "401",
                    "Unauthenticated",
                    "The access token or API key is missing or not valid",
                    op -> !op.isPublic()),
            new Standard(
                    "403",
                    "Forbidden",
                    "The caller may not do this, or the organisation is suspended or closed",
                    op -> !op.isPublic()),
            // What a repeated Idempotency-Key made may be gone.
            new Standard(
                    "404",
                    "NotFound",
                    "The resource does not exist, or the caller cannot see it",
                    op -> namesOne(op) || op.takes("Idempotency-Key")),
            new Standard("406", "NotAcceptable", "None of the media types in Accept is available", op -> true),
            new Standard(
                    "412", "Changed", "The resource changed since the version in If-Match", op -> op.takes("If-Match")),
            new Standard("413", "TooLarge", "The request body is too large", op -> true),
            new Standard(
                    "415",
                    "UnsupportedMediaType",
                    "The media type in Content-Type is not accepted",
                    op -> op.hasBody()),
            new Standard(
                    "422",
                    "KeyReused",
                    "The Idempotency-Key was used for another request",
                    op -> op.takes("Idempotency-Key")),
            new Standard("429", "TooManyRequests", "Too many requests; wait as long as Retry-After says", op -> true),
            new Standard(
                    "503",
                    "Unavailable",
                    "The service is not available; wait as long as Retry-After says",
                    op -> true));

    /** The problem type used in the example of each status. */
    private static final Map<String, ProblemType> KINDS = Map.ofEntries(
            Map.entry("400", ProblemType.INVALID_REQUEST),
            Map.entry("401", ProblemType.UNAUTHENTICATED),
            Map.entry("403", ProblemType.FORBIDDEN),
            Map.entry("404", ProblemType.NOT_FOUND),
            Map.entry("406", ProblemType.INVALID_REQUEST),
            Map.entry("409", ProblemType.CONFLICT),
            Map.entry("410", ProblemType.GONE),
            Map.entry("412", ProblemType.PRECONDITION_FAILED),
            Map.entry("413", ProblemType.TOO_LARGE),
            Map.entry("415", ProblemType.INVALID_REQUEST),
            Map.entry("416", ProblemType.RANGE_NOT_SATISFIABLE),
            Map.entry("422", ProblemType.IDEMPOTENCY_KEY_REUSED),
            Map.entry("423", ProblemType.UPLOAD_LOCKED),
            Map.entry("428", ProblemType.PRECONDITION_REQUIRED),
            Map.entry("429", ProblemType.TOO_MANY_REQUESTS),
            Map.entry("460", ProblemType.CHECKSUM_MISMATCH),
            Map.entry("503", ProblemType.UNAVAILABLE),
            Map.entry("507", ProblemType.INSUFFICIENT_STORAGE));

    private final Components components;

    private StandardAnswers(Components components) {
        this.components = components;
    }

    static void complete(OpenAPI api, List<DescribedOperation> operations) {
        api.getComponents().addSchema(PROBLEM, problem());
        StandardAnswers answers = new StandardAnswers(api.getComponents());
        STANDARDS.forEach(each -> api.getComponents().addResponse(each.name(), answers.answer(each)));
        operations.forEach(answers::complete);
    }

    private void complete(DescribedOperation each) {
        Map<String, APIResponse> answers =
                new TreeMap<>(each.operation().getResponses().getAPIResponses());
        answers.values().removeIf(answer -> SAYS_NOTHING.contains(answer.getDescription()));
        answers.forEach((status, answer) -> {
            if (status.compareTo("400") >= 0 && answer.getRef() == null && answer.getContent() == null) {
                answer.setContent(asProblem(status, answer.getDescription()));
            }
        });
        STANDARDS.stream()
                .filter(standard -> standard.of().test(each))
                .forEach(standard -> answers.putIfAbsent(
                        standard.status(),
                        OASFactory.createAPIResponse().ref("#/components/responses/" + standard.name())));
        each.operation().getResponses().setAPIResponses(answers);
    }

    /** Returns whether the path or the query contains an id. A malformed id also means that nothing is found. */
    private static boolean namesOne(DescribedOperation each) {
        return each.parameters().stream()
                .anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH
                        || (parameter.getSchema() != null
                                && UUID.equals(parameter.getSchema().getRef())));
    }

    private static boolean isVersioned(DescribedOperation each) {
        return each.verb().equals("GET")
                && each.method() != null
                && each.method().parameterTypes().stream()
                        .anyMatch(type -> type.name().equals(REQUEST));
    }

    private APIResponse answer(Standard standard) {
        APIResponse answer = OASFactory.createAPIResponse().description(standard.description());
        return standard.isRefusal() ? answer.content(asProblem(standard.status(), standard.description())) : answer;
    }

    private Content asProblem(String status, String description) {
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SchemaNames.place(PROBLEM)));
        ProblemType kind = KINDS.get(status);
        if (kind != null) {
            media.setExample(example(Integer.parseInt(status), kind, description));
        }
        return OASFactory.createContent().addMediaType(ProblemMapper.MEDIA_TYPE, media);
    }

    private static Map<String, Object> example(int status, ProblemType kind, String detail) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", kind.uri().toString());
        example.put("title", kind.title());
        example.put("status", status);
        example.put("detail", detail);
        if (kind == ProblemType.INVALID_REQUEST && status == 400) {
            example.put("errors", List.of(faultExample()));
        }
        return example;
    }

    private static Map<String, Object> faultExample() {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("pointer", "/name");
        fault.put("code", FaultCode.TOO_LONG.word());
        fault.put("params", Map.of("max", 100));
        fault.put("detail", "must have at most 100 characters");
        return fault;
    }

    /** RFC 9457, with {@code errors} for bad input; some types have members of their own besides. */
    private static Schema problem() {
        return object().description("An error (RFC 9457). docs/problems.md describes every type and every fault code.")
                .addProperty(
                        "type", text("The kind of the error, as a stable URI").format("uri"))
                .addProperty("title", text("The kind in a few words, for people"))
                .addProperty(
                        "status",
                        OASFactory.createSchema().addType(SchemaType.INTEGER).format("int32"))
                .addProperty("detail", text("What happened and what to do, for people; the text may change"))
                .addProperty("instance", text("The path of the request"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema().addType(SchemaType.ARRAY).items(fault()))
                .required(new ArrayList<>(List.of("type", "title", "status", "detail")))
                .additionalPropertiesBoolean(true);
    }

    private static Schema fault() {
        List<Object> codes =
                Arrays.stream(FaultCode.values()).<Object>map(FaultCode::word).toList();
        return object().addProperty(
                        "pointer",
                        text("Where: a JSON pointer into the body, ?name for a query parameter, or a header's name"))
                .addProperty("code", text("What is wrong, for programs").enumeration(new ArrayList<>(codes)))
                .addProperty(
                        "params",
                        object().description("Figures and words that belong to the code, such as min and max")
                                .additionalPropertiesBoolean(true))
                .addProperty("detail", text("What is wrong, for people; the text may change"))
                .required(new ArrayList<>(List.of("pointer", "code", "detail")));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
