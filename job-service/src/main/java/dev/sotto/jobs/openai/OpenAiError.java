package dev.sotto.jobs.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error in the shape of OpenAI's API.
 *
 * @param kind what clients of that API know as {@code type}
 * @param param the part of the form that is at fault
 * @param retry whether the same request may succeed later
 */
record OpenAiError(
        int status,
        String message,
        String kind,
        @Nullable String param,
        @Nullable String code,
        boolean retry) {

    private static final String REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    /**
     * Translates a problem of Sotto's.
     *
     * @param members of its document
     */
    static OpenAiError of(int status, Map<?, ?> members) {
        String type = String.valueOf(members.get("type"));
        String problem = type.substring(type.lastIndexOf('/') + 1);
        String detail = String.valueOf(members.get("detail"));
        if (members.get("errors") instanceof List<?> faults && !faults.isEmpty()) {
            return of(status, OpenAiFault.of(faults));
        }
        return switch (problem) {
            case "unauthenticated" ->
                new OpenAiError(
                        status, "Incorrect API key provided. " + detail, REQUEST, null, "invalid_api_key", false);
            case "quota-exceeded" ->
                new OpenAiError(429, detail, "insufficient_quota", null, "insufficient_quota", false);
            case "too-many-requests" -> new OpenAiError(status, detail, "requests", null, "rate_limit_exceeded", true);
            case "unreadable-audio" ->
                new OpenAiError(400, detail, REQUEST, "file", String.valueOf(members.get("reason")), false);
            case "insufficient-storage" -> new OpenAiError(503, detail, SERVER, null, problem, true);
            default ->
                status >= 500
                        ? new OpenAiError(status, detail, SERVER, null, problem, true)
                        : new OpenAiError(status, detail, REQUEST, null, problem, false);
        };
    }

    private static OpenAiError of(int status, OpenAiFault fault) {
        return fault.isOfModel()
                ? new OpenAiError(
                        404,
                        "The model does not exist or you do not have access to it: it " + fault.detail() + ".",
                        REQUEST,
                        "model",
                        "model_not_found",
                        false)
                : new OpenAiError(
                        status,
                        fault.param() + " " + fault.detail() + ".",
                        REQUEST,
                        fault.param(),
                        fault.code(),
                        false);
    }

    /** Says why a job has no transcript. */
    static OpenAiError of(JobView job) {
        return job.status() == JobStatus.Cancelled
                ? new OpenAiError(400, "The job was cancelled.", REQUEST, null, job.reason(), false)
                : new OpenAiError(500, String.valueOf(job.error()), SERVER, null, job.reason(), false);
    }

    /** Members without a value are null, not absent: a node keeps them where a map would not. */
    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", kind)
                .put("param", param)
                .put("code", code);
        return body;
    }

    Response.ResponseBuilder answer() {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body())
                .header("X-Should-Retry", retry);
    }
}
