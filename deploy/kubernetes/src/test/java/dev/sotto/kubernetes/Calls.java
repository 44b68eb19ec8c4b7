package dev.sotto.kubernetes;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which service calls which, as the sources say. */
final class Calls {

    private static final String OWNER = "(?:Source<>|OWNER =)[^;]*?\"([a-z]+-service)\"";

    private static final Map<String, SortedSet<String>> INTERNAL = new ConcurrentHashMap<>();

    private Calls() {}

    /** Returns the services whose {@code /internal/v1} a service calls. */
    static SortedSet<String> internal(String service) {
        return INTERNAL.computeIfAbsent(service, Calls::read);
    }

    private static SortedSet<String> read(String service) {
        SortedSet<String> called = new TreeSet<>();
        Map<String, String> own = Project.sources(service);
        own.values().forEach(source -> called.addAll(Project.all(OWNER, source)));
        Project.sources("shared-runtime").forEach((name, source) -> {
            // RemoteKeyOwner stands in for the owner of the keys wherever that is another service.
            if (name.equals("RemoteKeyOwner") || own.values().stream().anyMatch(text -> text.contains(name + " "))) {
                called.addAll(Project.all(OWNER, source));
            }
        });
        called.remove(service);
        return called;
    }

    /** Returns the services that a service calls, with the one that publishes the keys. */
    static SortedSet<String> all(String service) {
        SortedSet<String> called = new TreeSet<>(internal(service));
        called.add("tenant-service");
        return called;
    }
}
