package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends requests with unexpected members, paths, methods or headers. They must have no effect. */
@ExtendWith(CanaryWatch.class)
class HostileRequestTest {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND");
    /** Frameworks answer these for any path, without an effect. */
    private static final Set<String> HARMLESS = Set.of("HEAD", "OPTIONS");

    /** A campaign tries every column in every body; a build every third one, others in each body. */
    private static final int SHARE = Boolean.getBoolean("sotto.campaign") ? 1 : 3;

    private static final Set<String> REFUSALS = Set.of("401", "403", "suspended");

    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            path -> path + "/",
            path -> path + "//",
            path -> "/" + path,
            path -> path.replace("/v1/", "/v1//"),
            path -> path.replace("/v1/", "/./v1/"),
            path -> path.replace("/v1/", "/v1/../v1/"),
            path -> path.replace("/v1/", "/v1/%2e%2e/v1/"),
            path -> path.replace("/v1/", "/v1/%2e/"),
            path -> path.replace("/v1/", "/v1%2f"),
            path -> path.replace("/v1/", "/v1%5c"),
            path -> path.replace("/v1/", "/v1;x=1/"),
            path -> path + ";",
            path -> path + ";jsessionid=1",
            path -> path + ".",
            path -> path + ".json",
            path -> path + "%20",
            path -> path + "%00",
            path -> path + "%2f",
            path -> path.replace("/api", "/%61pi"),
            path -> path.replace("/api/v1", "/API/V1"),
            path -> path.replace("/api/v1", "/internal/v1"),
            path -> path.replace("/api/v1", "/api/v1/internal/v1"),
            path -> path.replace("/api/v1/", "/api/v1/auth/../"));

    private final World world = World.built();
    private final PolicyFile policy = PolicyFile.read();
    private final Matrix matrix = new Matrix(world, policy);
    private final JsonNode requests = Template.readAll();
    private final List<Operation> operations = Operation.all();
    private final Collection<String> findings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void refusesUnknownMembers() {
        Set<String> columns = Rows.columns(world.sotto);
        Map<String, String> before = Rows.digests(world.sotto);
        operations.parallelStream()
                .filter(operation -> !operation.members().isEmpty() && !operation.multipart())
                .forEach(operation -> massAssignment(operation, columns));

        report(columns.size() / SHARE + " names of columns in each body");
        assertThat(Rows.digests(world.sotto)).isEqualTo(before);
    }

    private void massAssignment(Operation operation, Set<String> columns) {
        String kind = whoMay(operation).findFirst().orElseThrow();
        Ask ask = asked(operation, kind);
        ObjectNode body = (ObjectNode) parsed(ask);
        int next = Math.floorMod(operation.id().hashCode(), SHARE);
        for (String column : columns) {
            next = (next + 1) % SHARE;
            if (next == 0 && !operation.members().contains(column)) {
                ObjectNode more = body.deepCopy();
                more.put(column, worthHaving(column));
                refused(operation, kind, ask.saying(more.toString()));
            }
        }
        ObjectNode nested = body.deepCopy();
        nested.set("tenant", JsonNodeFactory.instance.objectNode().put("reseller_id", worthHaving("reseller_id")));
        refused(operation, kind, ask.saying(nested.toString()));
        refused(operation, kind, ask.saying("[" + body + "]"));
        refused(operation, kind, ask.saying("[" + body + "," + body + "]"));
        for (String member : (Iterable<String>) body::fieldNames) {
            String twice = "{\"" + member + "\":" + body.get(member) + ","
                    + body.toString().substring(1);
            refused(operation, kind, ask.saying(twice));
        }
    }

    private void refused(Operation operation, String kind, Ask ask) {
        asked.incrementAndGet();
        Reply reply = world.client.send(matrix.callers().get(kind), ask);
        if (reply.status() != 400) {
            findings.add(operation + " as " + kind + ": 400 was expected, but came " + reply + "\n" + ask.curl());
        }
    }

    private String worthHaving(String column) {
        return switch (column) {
            case "role" -> "PlatformAdmin";
            case "status" -> "Active";
            case "tenant_id" -> world.stranger.party().tenant();
            case "reseller_id" -> world.stranger.party().reseller();
            case "user_id" -> world.stranger.party().user();
            default -> "1";
        };
    }

    @Test
    void otherSpellingsOfAPathAreNotFound() {
        Map<String, String> before = Rows.digests(world.sotto);
        forEachAsked((operation, kind, ask) -> SPELLINGS.forEach(spelling -> {
            String[] parts = ask.path().split("\\?", 2);
            String path = spelling.apply(parts[0]) + (parts.length > 1 ? "?" + parts[1] : "");
            if (!path.equals(ask.path())) {
                notDone(operation, kind, ask.at(path));
            }
        }));

        report(SPELLINGS.size() + " spellings of each path");
        assertThat(Rows.digests(world.sotto)).isEqualTo(before);
    }

    @Test
    void refusesUndocumentedMethods() {
        Map<String, String> before = Rows.digests(world.sotto);
        Map<String, Set<String>> documented = operations.stream()
                .collect(Collectors.groupingBy(
                        Operation::path, Collectors.mapping(Operation::method, Collectors.toSet())));
        forEachAsked((operation, kind, ask) -> METHODS.stream()
                .filter(method -> !documented.get(operation.path()).contains(method) && !HARMLESS.contains(method))
                .forEach(method -> notDone(operation, kind, ask.by(method))));

        report("methods that no path has");
        assertThat(Rows.digests(world.sotto)).isEqualTo(before);
    }

    @Test
    void ignoresMethodOverrides() {
        Map<String, String> before = Rows.digests(world.sotto);
        Set<String> read = operations.stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(Operation::path)
                .collect(Collectors.toSet());
        forEachAsked((operation, kind, ask) -> {
            if (!operation.method().equals("GET")) {
                Ask disguised = new Ask("GET", ask.path(), ask.headers(), null);
                for (String header : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
                    overridden(operation, kind, disguised.with(header, operation.method()), read);
                }
                String sign = ask.path().contains("?") ? "&" : "?";
                overridden(operation, kind, disguised.at(ask.path() + sign + "_method=" + operation.method()), read);
            }
        });

        report("methods in headers and parameters");
        assertThat(Rows.digests(world.sotto)).isEqualTo(before);
    }

    /** Sotto reads what the path allows to read, and does nothing else. */
    private void overridden(Operation operation, String kind, Ask ask, Set<String> read) {
        if (read.contains(operation.path())) {
            asked.incrementAndGet();
            world.client.send(matrix.callers().get(kind), ask);
        } else {
            notDone(operation, kind, ask);
        }
    }

    private void notDone(Operation operation, String kind, Ask ask) {
        asked.incrementAndGet();
        Reply reply = world.client.send(matrix.callers().get(kind), ask);
        if (reply.status() < 400 || reply.status() >= 500) {
            findings.add(operation + " as " + kind + ": a refusal was expected, but came " + reply + "\n" + ask.curl());
        }
    }

    private interface Asking {
        void ask(Operation operation, String kind, Ask ask);
    }

    /** Sends each operation as a caller who may, a caller who may not, and without a caller. */
    private void forEachAsked(Asking asking) {
        operations.parallelStream().forEach(operation -> {
            List<String> kinds = new ArrayList<>(List.of("anonymous"));
            whoMay(operation).findFirst().ifPresent(kinds::add);
            Predicate<String> may = whoMay(operation).collect(Collectors.toSet())::contains;
            Stream.of("neighbour", "rival", "platform")
                    .filter(may.negate())
                    .findFirst()
                    .ifPresent(kinds::add);
            kinds.forEach(kind -> asking.ask(operation, kind, asked(operation, kind)));
        });
    }

    /** Callers with unused rate limits first. */
    private Stream<String> whoMay(Operation operation) {
        return Arrays.asList("user", "admin", "reseller", "platform", "anonymous").stream()
                .filter(kind ->
                        !REFUSALS.contains(policy.answer(operation.id(), kind).outcome()));
    }

    private Ask asked(Operation operation, String kind) {
        return matrix.request(new Template(operation, requests.path(operation.id())), kind, null, null, false);
    }

    private static JsonNode parsed(Ask ask) {
        try {
            return Client.JSON.readTree(new String(ask.body(), StandardCharsets.UTF_8));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void report(String what) {
        System.out.println(String.format(
                Locale.ROOT,
                "hostile requests: %s, %d operations, %d requests, %d findings",
                what,
                operations.size(),
                asked.get(),
                findings.size()));
        assertThat(new TreeSet<>(findings)).isEmpty();
    }
}
