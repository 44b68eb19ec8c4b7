package dev.sotto.testing.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the views of an OpenAPI document to what is really written. Each example of an answer is read into its record; each
 * record in it is written again without its {@code @Nullable} components, and the members that are left must be those that
 * the schema requires: no other, and none fewer.
 */
public final class ApiViews {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String VIEW = "View";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode api;
    private final ObjectMapper mapper;
    private final List<String> prefixes;
    private final Set<String> findings = new LinkedHashSet<>();
    private final Set<String> checked = new HashSet<>();

    /**
     * @param document in JSON, as a service serves it
     * @param mapper that writes the service's answers
     * @param prefixes what stands before the names of its records, as {@code dev.sotto.model.jobs.}
     */
    public ApiViews(String document, ObjectMapper mapper, String... prefixes) {
        try {
            this.api = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        this.mapper = mapper;
        this.prefixes = List.of(prefixes);
    }

    /** Which views require other members than are always written, as sentences; empty when none does. */
    public List<String> findings() {
        findings.clear();
        checked.clear();
        List<JsonNode> answers = answers();
        answers.forEach(this::look);
        Set<String> shown = new TreeSet<>();
        answers.forEach(answer -> collect(answer.path("schema"), shown));
        shown.stream()
                .filter(name -> schema(name).has("properties") && !checked.contains(name))
                .forEach(name -> findings.add(name + ": no answer's example shows it"));
        return List.copyOf(findings);
    }

    private List<JsonNode> answers() {
        List<JsonNode> answers = new ArrayList<>();
        api.path("paths")
                .forEach(path -> path.properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .flatMap(operation -> operation.getValue().path("responses").properties().stream())
                        .filter(answer -> answer.getKey().startsWith("2"))
                        .forEach(answer -> answer.getValue().path("content").forEach(answers::add)));
        return answers;
    }

    /** The names of the schemas that one leads to, however far. */
    private void collect(JsonNode node, Set<String> names) {
        for (String reference : node.findValuesAsText("$ref")) {
            String name = reference.substring(SCHEMAS.length());
            if (names.add(name)) {
                collect(schema(name), names);
            }
        }
    }

    private void look(JsonNode answer) {
        JsonNode schema = answer.path("schema");
        for (JsonNode each : answer.path("examples")) {
            JsonNode example = resolved(each).path("value");
            if (schema.has("$ref")) {
                check(schema.path("$ref"), example);
            } else {
                example.path("items").forEach(item -> check(schema.at("/properties/items/items/$ref"), item));
            }
        }
    }

    private void check(JsonNode reference, JsonNode example) {
        String name = reference.asText().substring(SCHEMAS.length());
        try {
            check(mapper.treeToValue(example, recordOf(name)));
        } catch (ReflectiveOperationException | JsonProcessingException e) {
            findings.add(name + ": its example is of no record: " + e.getMessage());
        }
    }

    private void check(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof Collection<?> values) {
            for (Object each : values) {
                check(each);
            }
        } else if (value instanceof Map<?, ?> values) {
            check(values.values());
        } else if (value instanceof Record view) {
            compare(view);
            for (RecordComponent component : view.getClass().getRecordComponents()) {
                check(component.getAccessor().invoke(view));
            }
        }
    }

    private void compare(Record view) throws ReflectiveOperationException {
        String name = nameOf(view.getClass());
        Set<String> required = new TreeSet<>();
        schema(name).path("required").forEach(member -> required.add(member.asText()));
        Set<String> written = new TreeSet<>();
        mapper.valueToTree(withoutWhatMayBeAbsent(view)).fieldNames().forEachRemaining(written::add);
        checked.add(name);
        if (!required.equals(written)) {
            findings.add(name + ": requires " + required + ", and always written are " + written);
        }
    }

    private static Record withoutWhatMayBeAbsent(Record view) throws ReflectiveOperationException {
        RecordComponent[] components = view.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean mayBeAbsent = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = mayBeAbsent ? null : components[i].getAccessor().invoke(view);
        }
        return view.getClass()
                .getDeclaredConstructor(
                        Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }

    /** A record that is a request too has a schema of its own as a view. */
    private String nameOf(Class<?> record) {
        String name = record.getSimpleName();
        return schema(name + VIEW).isMissingNode() ? name : name + VIEW;
    }

    private Class<?> recordOf(String name) throws ClassNotFoundException {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        for (String each : prefixes) {
            try {
                return classes.loadClass(each + name);
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        throw new ClassNotFoundException(name + " in " + prefixes);
    }

    private JsonNode schema(String name) {
        return api.path("components").path("schemas").path(name);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }
}
