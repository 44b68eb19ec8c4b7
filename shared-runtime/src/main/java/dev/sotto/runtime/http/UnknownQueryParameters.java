package dev.sotto.runtime.http;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.StorableText;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that an operation does not have, because a typing error ({@code ?stauts=Failed}) would
 * return everything. Also refuses empty parameters, repeated ones of which an operation takes one, and values that
 * JAX-RS cannot convert: JAX-RS would answer 404 without naming the parameter (Jakarta REST 3.1, 3.2). Also refuses an
 * empty Idempotency-Key.
 */
@Singleton
class UnknownQueryParameters {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final Map<Method, Map<String, Known>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 20)
    public void check(ResourceInfo resource, UriInfo uri, HttpHeaders headers) {
        Map<String, Known> types =
                known.computeIfAbsent(resource.getResourceMethod(), UnknownQueryParameters::parameters);
        List<Fault> faults = uri.getQueryParameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(given -> faults(given.getKey(), given.getValue(), types))
                .toList();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        if (headers.getRequestHeaders().containsKey(IDEMPOTENCY_KEY)
                && headers.getRequestHeaders().get(IDEMPOTENCY_KEY).stream().anyMatch(String::isBlank)) {
            throw Problem.invalid(Fault.required(IDEMPOTENCY_KEY));
        }
    }

    private static Stream<Fault> faults(String name, List<String> values, Map<String, Known> types) {
        Known parameter = types.get(name);
        if (parameter == null) {
            return Stream.of(unknown(name, types.keySet()));
        }
        if (values.size() > 1 && !parameter.repeatable) {
            return Stream.of(Fault.givenTwice("?" + name));
        }
        return values.stream()
                .flatMap(value -> faults(name, value, parameter.type))
                .limit(1);
    }

    private static Stream<Fault> faults(String name, String value, Class<?> type) {
        if (value.isEmpty()) {
            return Stream.of(
                    new Fault("?" + name, FaultCode.REQUIRED, "must have a value; leave the parameter out to get all"));
        }
        if (!StorableText.isStorable(value)) {
            return Stream.of(Fault.notStorable("?" + name));
        }
        return isOfForm(type, value) ? Stream.empty() : Stream.of(unlike(type, name, value));
    }

    private static Fault unknown(String name, Set<String> names) {
        return new Fault(
                "?" + name,
                FaultCode.UNKNOWN_PARAMETER,
                Map.of("allowed", List.copyOf(names)),
                names.isEmpty()
                        ? "is not a parameter of this operation, which has none"
                        : "is not a parameter of this operation; the parameters are " + String.join(", ", names));
    }

    private static boolean isOfForm(Class<?> type, String value) {
        try {
            Object converted =
                    type == UUID.class ? Ids.parse(value) : type == Integer.class ? Integer.valueOf(value) : value;
            return !type.isEnum() || words(type).contains(converted);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Fault unlike(Class<?> type, String name, String value) {
        String pointer = "?" + name;
        if (type.isEnum()) {
            return Fault.notOneOf(pointer, words(type));
        }
        if (type == UUID.class) {
            return Fault.notUuid(pointer);
        }
        return INTEGER.matcher(value).matches()
                ? Fault.notBetween(pointer, Integer.MIN_VALUE, Integer.MAX_VALUE)
                : Fault.wrongType(pointer, "integer", "must be an integer");
    }

    private static List<String> words(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(word -> ((Enum<?>) word).name())
                .toList();
    }

    private static Map<String, Known> parameters(Method method) {
        Map<String, Known> parameters = new TreeMap<>();
        Stream.of(method.getParameters()).forEach(parameter -> add(parameter, parameters));
        return parameters;
    }

    private static void add(Parameter parameter, Map<String, Known> parameters) {
        if (parameter.isAnnotationPresent(QueryParam.class)) {
            parameters.put(
                    parameter.getAnnotation(QueryParam.class).value(), Known.of(parameter.getParameterizedType()));
        }
        if (parameter.isAnnotationPresent(BeanParam.class)) {
            Stream.of(parameter.getType().getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(QueryParam.class))
                    .forEach(field -> parameters.put(
                            field.getAnnotation(QueryParam.class).value(), Known.of(field.getGenericType())));
        }
    }

    /** What an operation takes: one value, or a list of them, each as a parameter of its own. */
    private record Known(Class<?> type, boolean repeatable) {

        static Known of(Type declared) {
            return declared instanceof ParameterizedType list
                    ? new Known((Class<?>) list.getActualTypeArguments()[0], true)
                    : new Known((Class<?>) declared, false);
        }
    }
}
