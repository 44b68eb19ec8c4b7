package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A response with its request, so that a failure can show both.
 *
 * @param request the request as text, without secrets
 */
public record Answer(String request, HttpResponse<byte[]> response) {
    static final ObjectMapper MAPPER = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Returns the body, which must be JSON. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new Unexpected("expected JSON\n" + describe());
        }
    }

    /** Returns a header's value; empty if it is absent. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Returns this answer if its status is one of these; fails otherwise. */
    public Answer expect(Integer... statuses) {
        if (!Arrays.asList(statuses).contains(status())) {
            throw new Unexpected("expected HTTP "
                    + Stream.of(statuses).map(String::valueOf).collect(Collectors.joining(" or ")) + "\n" + describe());
        }
        return this;
    }

    /** Returns this answer if it is a problem document of this type; fails otherwise. */
    public Answer expectProblem(int status, String type) {
        expect(status);
        String found = json().path("type").asText();
        if (!found.equals("https://sotto.dev/problems/" + type)) {
            throw new Unexpected("expected a problem of the type " + type + "\n" + describe());
        }
        return this;
    }

    /** Returns request and answer as text for people. */
    public String describe() {
        return "  request: " + request + "\n  answer:  HTTP " + status() + " " + text();
    }
}
