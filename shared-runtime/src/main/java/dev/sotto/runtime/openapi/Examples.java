package dev.sotto.runtime.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds an example to each request and response, from the files of views and requests. Each example is stored once and
 * referenced.
 */
final class Examples {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final String PLACE = "#/components/examples/";
    private static final String PAGE = "-page";
    private static final String SUMMARY = "With every member; what does not apply is absent";

    private final Components components;

    private Examples(Components components) {
        this.components = components;
    }

    static void complete(OpenAPI api, List<DescribedOperation> operations) {
        Examples examples = new Examples(api.getComponents());
        operations.stream()
                .flatMap(each -> Stream.concat(each.bodies(), each.answers()))
                .forEach(examples::show);
        if (api.getComponents().getExamples() != null) {
            api.getComponents().setExamples(new TreeMap<>(api.getComponents().getExamples()));
        }
    }

    /** Adds the example to the document's components and references it. */
    static void refer(Components components, MediaType media, String name, Object value) {
        if (components.getExamples() == null || !components.getExamples().containsKey(name)) {
            components.addExample(
                    name, OASFactory.createExample().summary(SUMMARY).value(value));
        }
        Example reference = OASFactory.createExample().ref(PLACE + name);
        media.addExample(name, reference);
    }

    private void show(MediaType media) {
        if (media.getExamples() != null || media.getSchema() == null) {
            return;
        }
        String name = SchemaNames.of(media.getSchema());
        if (name != null) {
            one(name).ifPresent(value -> refer(components, media, SchemaNames.example(name), value));
            return;
        }
        Schema items = Optional.ofNullable(media.getSchema().getProperties())
                .map(members -> members.get("items"))
                .orElse(null);
        String item = items == null ? null : SchemaNames.of(items.getItems());
        if (item != null) {
            one(item).ifPresent(value -> refer(components, media, SchemaNames.example(item) + PAGE, page(value)));
        }
    }

    private static Optional<Object> one(String schema) {
        return schema.endsWith(PatchBodies.SUFFIX)
                ? document(schema.substring(0, schema.length() - PatchBodies.SUFFIX.length()))
                        .map(Examples::firstMember)
                : document(schema).map(whole -> whole);
    }

    /** Returns the example of a patch, which changes one member. */
    private static Map<String, Object> firstMember(Map<String, Object> whole) {
        Map.Entry<String, Object> first = whole.entrySet().iterator().next();
        return Map.of(first.getKey(), first.getValue());
    }

    private static Map<String, Object> page(Object item) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", List.of(item));
        page.put("next_cursor", document("Page").orElseThrow().get("next_cursor"));
        return page;
    }

    private static Optional<Map<String, Object>> document(String schema) {
        String file = "/examples/" + SchemaNames.example(schema) + ".json";
        try (InputStream document = Examples.class.getResourceAsStream(file)) {
            return document == null ? Optional.empty() : Optional.of(JSON.readValue(document, MEMBERS));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
