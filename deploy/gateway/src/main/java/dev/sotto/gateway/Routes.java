package dev.sotto.gateway;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The route table: which paths are public, and which service answers them.
 *
 * @param all longest path first, so that the first match is the most specific one
 */
public record Routes(List<Route> all) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Routes {
        Set<String> seen = new HashSet<>();
        for (Route route : all) {
            if (!seen.add(route.path())) {
                throw new IllegalArgumentException("Route " + route.path() + " stands twice");
            }
        }
        all = all.stream()
                .sorted(comparingInt((Route route) -> route.path().length()).reversed())
                .toList();
    }

    /** Returns the table that is packaged with this module, {@code deploy/gateway/routes.yaml}. */
    public static Routes packaged() {
        try (InputStream yaml = Objects.requireNonNull(Routes.class.getResourceAsStream("routes.yaml"))) {
            return parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a table from a file. */
    public static Routes read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Reads a table from YAML.
     *
     * @throws IllegalArgumentException for unknown keys, duplicates, and paths that must not be public
     */
    public static Routes parse(String yaml) {
        try {
            List<Route> routes = YAML.readValue(yaml, new TypeReference<>() {});
            if (routes == null || routes.isEmpty()) {
                throw new IllegalArgumentException("The route table is empty");
            }
            return new Routes(routes);
        } catch (IOException e) {
            throw new IllegalArgumentException("The route table is not readable: " + e.getMessage(), e);
        }
    }

    /** Returns the route of a canonical path; empty if the path is not public. */
    public Optional<Route> find(String path) {
        return all.stream().filter(route -> route.matches(path)).findFirst();
    }

    /** Returns the names of all services in the table. */
    public SortedSet<String> services() {
        return all.stream().map(Route::service).collect(toCollection(TreeSet::new));
    }
}
