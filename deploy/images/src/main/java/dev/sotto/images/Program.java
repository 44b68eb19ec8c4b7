package dev.sotto.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What goes into an image.
 *
 * @param name the last part of the image's name
 * @param layers what changes seldom first, because layers are fetched and kept one by one
 * @param ports where it listens, in a container
 */
record Program(String name, List<Layer> layers, List<String> entrypoint, Set<Integer> ports) {

    /**
     * Files of an image.
     *
     * @param source a file or a directory
     * @param target its path in the image
     */
    record Layer(Path source, String target) {}

    private static final String HOME = "/deployments/";

    /** A service, as Quarkus packages it. */
    static Program service(String name, Path checkout) {
        Path application = checkout.resolve(name).resolve("target/quarkus-app");
        List<Layer> layers = new ArrayList<>();
        for (String part : List.of("lib", "quarkus-run.jar", "app", "quarkus")) {
            layers.add(new Layer(application.resolve(part), HOME + part));
        }
        return new Program(name, layers, List.of("java", "-jar", HOME + "quarkus-run.jar"), Set.of(8080, 9000));
    }

    /**
     * The gateway with the panel.
     *
     * @param libraries the directory with its jars
     */
    static Program gateway(Path libraries) {
        return new Program(
                "gateway",
                List.of(new Layer(libraries, HOME + "lib")),
                List.of("java", "-cp", HOME + "lib/*", "dev.sotto.gateway.Main"),
                Set.of(8080));
    }
}
