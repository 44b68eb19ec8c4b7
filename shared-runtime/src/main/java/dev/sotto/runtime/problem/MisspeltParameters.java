package dev.sotto.runtime.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that an operation does not have, as bodies with unknown members are refused: whoever writes
 * {@code ?stauts=Failed} would otherwise be given everything. An empty Idempotency-Key is one that was forgotten.
 */
@Singleton
class MisspeltParameters {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 20)
    public void check(ResourceInfo resource, UriInfo uri, HttpHeaders headers) {
        Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), MisspeltParameters::names);
        List<Fault> faults = uri.getQueryParameters().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .map(name -> new Fault("?" + name, unknown(names)))
                .toList();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        if (headers.getRequestHeaders().containsKey(IDEMPOTENCY_KEY)
                && headers.getRequestHeaders().get(IDEMPOTENCY_KEY).stream().anyMatch(String::isBlank)) {
            throw Problem.invalid(IDEMPOTENCY_KEY, "must not be empty");
        }
    }

    private static String unknown(Set<String> names) {
        return names.isEmpty()
                ? "is no parameter of this operation, which has none"
                : "is no parameter of this operation: it has " + String.join(", ", names);
    }

    private static Set<String> names(Method method) {
        Set<String> names = new TreeSet<>();
        Stream.of(method.getParameters()).forEach(parameter -> add(parameter, names));
        return names;
    }

    private static void add(Parameter parameter, Set<String> names) {
        if (parameter.isAnnotationPresent(QueryParam.class)) {
            names.add(parameter.getAnnotation(QueryParam.class).value());
        }
        if (parameter.isAnnotationPresent(BeanParam.class)) {
            Stream.of(parameter.getType().getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(QueryParam.class))
                    .map(MisspeltParameters::name)
                    .forEach(names::add);
        }
    }

    private static String name(Field field) {
        return field.getAnnotation(QueryParam.class).value();
    }
}
