package dev.sotto.runtime.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;

/**
 * Applies a JSON Merge Patch (RFC 7396) to the record of editable members. It is as strict as the request that creates
 * the resource.
 */
@ApplicationScoped
public class MergePatch {

    /** The media type of RFC 7396. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper mapper;
    private final Validator validator;

    MergePatch(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** Returns the details after the patch. Fails with pointers if the result is not valid. */
    public <T> T apply(T details, Class<T> type, JsonNode patch) {
        if (!patch.isObject()) {
            throw Problem.invalid(Fault.wrongType("", "object", "must be an object"));
        }
        JsonNode merged = merge(mapper.valueToTree(details), patch);
        T patched = read(merged, type);
        var violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return patched;
    }

    private <T> T read(JsonNode tree, Class<T> type) {
        try {
            // Writes and reads the text again, so that the strict readers see everything.
            return mapper.readValue(mapper.writeValueAsBytes(tree), type);
        } catch (JsonProcessingException e) {
            throw new WebApplicationException(e, 400);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : changes.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), merge(result.path(change.getKey()), change.getValue()));
            }
        });
        return result;
    }
}
