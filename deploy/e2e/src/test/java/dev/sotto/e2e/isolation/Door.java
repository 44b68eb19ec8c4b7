package dev.sotto.e2e.isolation;

import dev.sotto.local.Sotto;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A place that requires a known caller: an operation of one service, called directly or through the gateway. */
record Door(String name, URI operation) {

    private static final Map<String, String> OPERATIONS = Map.of(
            "tenant-service", "/api/v1/users/me",
            "reseller-service", "/api/v1/branding-configurations?limit=1",
            "job-service", "/api/v1/workflows?limit=1",
            "billing-service", "/api/v1/usage-records?limit=1");

    static List<Door> ofTheServices(Sotto sotto) {
        return services()
                .map(name -> new Door(name, sotto.service(name).address().resolve(OPERATIONS.get(name))))
                .toList();
    }

    static List<Door> ofTheGateway(Sotto sotto) {
        return services()
                .map(name -> new Door(name + " by the gateway", sotto.address().resolve(OPERATIONS.get(name))))
                .toList();
    }

    static List<Door> all(Sotto sotto) {
        return Stream.concat(ofTheServices(sotto).stream(), ofTheGateway(sotto).stream())
                .toList();
    }

    static List<URI> operations(List<Door> doors) {
        return doors.stream().map(Door::operation).toList();
    }

    private static Stream<String> services() {
        return OPERATIONS.keySet().stream().sorted();
    }

    @Override
    public String toString() {
        return name;
    }
}
