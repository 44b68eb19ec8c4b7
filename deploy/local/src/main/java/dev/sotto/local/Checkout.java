package dev.sotto.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The built project on disk. The launcher starts what Maven packaged there. */
public record Checkout(Path root) {

    /**
     * Returns the checkout in which this class was built.
     *
     * @throws Refusal if it runs from somewhere else
     */
    public static Checkout find() {
        try {
            Path code = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return above(code).or(() -> above(Path.of(""))).orElseThrow(Checkout::lost);
        } catch (URISyntaxException e) {
            throw lost();
        }
    }

    private static java.util.Optional<Checkout> above(Path path) {
        return Stream.iterate(path.toAbsolutePath(), directory -> directory != null, Path::getParent)
                .filter(directory -> Files.isRegularFile(directory.resolve("deploy/gateway/routes.yaml")))
                .findFirst()
                .map(Checkout::new);
    }

    private static Refusal lost() {
        return new Refusal("this is not inside a checkout of Sotto; run deploy/local/up of one");
    }

    /** Returns a service's program. */
    public Path program(String service) {
        Path jar = application(service).resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Refusal(service + " is not built: " + jar + " is missing; deploy/local/up builds it");
        }
        return jar;
    }

    /** Returns the jars with a service's changelog and the changelogs that it includes. */
    public Path[] changelogs(String service) {
        List<Path> jars = new ArrayList<>(jars(application(service).resolve("app")));
        jars.addAll(jars(application(service).resolve("lib/main")).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("dev.sotto.shared-runtime-"))
                .toList());
        return jars.toArray(Path[]::new);
    }

    private Path application(String service) {
        return root.resolve(service).resolve("target/quarkus-app");
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the default data directory. */
    Path defaultData() {
        return root.resolve("deploy/local/target/data");
    }
}
