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
 * What came back, with what was asked, so that a failure can show both.
 *
 * @param request the request as a person would note it down, without secrets
 */
public record Answer(String request, HttpResponse<byte[]> response) {
    static final ObjectMapper MAPPER = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Its body, which must be JSON. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new Unexpected("expected JSON\n" + describe());
        }
    }

    /** A header's value, empty when it is absent. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** This answer, when its status is one of these. */
    public Answer expect(Integer... statuses) {
        if (!Arrays.asList(statuses).contains(status())) {
            throw new Unexpected("expected HTTP "
                    + Stream.of(statuses).map(String::valueOf).collect(Collectors.joining(" or ")) + "\n" + describe());
        }
        return this;
    }

    /** This answer, when it is a problem document of this type. */
    public Answer expectProblem(int status, String type) {
        expect(status);
        String found = json().path("type").asText();
        if (!found.equals("https://sotto.dev/problems/" + type)) {
            throw new Unexpected("expected a problem of the type " + type + "\n" + describe());
        }
        return this;
    }

    /** Request and answer, for people. */
    public String describe() {
        return "  request: " + request + "\n  answer:  HTTP " + status() + " " + text();
    }
}
