package dev.sotto.runtime.http;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of each path, over all resources of the service. The framework knows only those of one class. */
@ApplicationScoped
class OfferedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*[\\w.-]+\\s*(?::\\s*([^{}]+?)\\s*)?}");

    private final Map<String, List<Offer>> offers;

    private record Offer(Pattern path, String method) {

        boolean isAt(String asked) {
            return path.matcher(asked).matches();
        }
    }

    OfferedMethods() {
        this.offers = Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class) && !ClientProxy.class.isAssignableFrom(type))
                .distinct()
                .flatMap(OfferedMethods::of)
                .collect(Collectors.groupingBy(Offer::method));
    }

    /**
     * Returns whether this method is among those {@link #at} the path. Does not accept OPTIONS, which every path has.
     */
    boolean has(String method, String path) {
        return isWritten(method, path) || (method.equals("HEAD") && isWritten("GET", path));
    }

    private boolean isWritten(String method, String path) {
        return offers.getOrDefault(method, List.of()).stream().anyMatch(offer -> offer.isAt(path));
    }

    /** Returns the methods for {@code Allow}; empty for an unknown path. */
    SortedSet<String> at(String path) {
        SortedSet<String> methods = offers.keySet().stream()
                .filter(method -> isWritten(method, path))
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private static Stream<Offer> of(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                        .map(type -> new Offer(
                                pattern(base, method),
                                type.getAnnotation(HttpMethod.class).value())));
    }

    private static Pattern pattern(String base, Method method) {
        Path own = method.getAnnotation(Path.class);
        String template = Stream.of(base, own == null ? "" : own.value())
                .map(part -> part.replaceAll("^/+|/+$", ""))
                .filter(part -> !part.isEmpty())
                .reduce("", (path, part) -> path + "/" + part);
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int at = 0;
        for (; parameter.find(); at = parameter.end()) {
            regex.append(Pattern.quote(template.substring(at, parameter.start())));
            regex.append(parameter.group(1) == null ? "[^/]+" : "(?:" + parameter.group(1) + ")");
        }
        return Pattern.compile(regex + Pattern.quote(template.substring(at)) + "/?");
    }
}
