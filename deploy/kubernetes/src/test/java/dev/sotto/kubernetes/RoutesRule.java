package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The routes of the Gateway API say what {@code deploy/gateway/routes.yaml} says; other paths lead to the panel. */
final class RoutesRule implements Rule {

    private static final int USUAL_SECONDS = 60;

    @Override
    public List<String> findings(Manifests manifests) {
        if (manifests.of("Gateway").isEmpty()) {
            return List.of();
        }
        return KafkaRule.compare("route", wanted(), found(manifests));
    }

    private static SortedSet<String> wanted() {
        SortedSet<String> routes = new TreeSet<>();
        routes.add("PathPrefix / -> gateway 60s, with cookies");
        routes.add("everything -> https");
        for (JsonNode route : table()) {
            String path = route.path("path").asText();
            boolean prefix = route.path("match").asText().equals("prefix");
            boolean goesOn = route.path("stream").asBoolean()
                    || route.path("response_timeout").asInt(USUAL_SECONDS) > USUAL_SECONDS;
            routes.add(match(path, prefix) + " -> " + route.path("service").asText() + " " + (goesOn ? "0s" : "60s")
                    + (route.path("cookies").asBoolean() ? ", with cookies" : ""));
        }
        return routes;
    }

    private static String match(String path, boolean prefix) {
        if (path.contains("*")) {
            return "RegularExpression " + path.replace(".", "\\.").replace("*", "[^/]+") + (prefix ? "(/.*)?" : "");
        }
        return (prefix ? "PathPrefix " : "Exact ") + path;
    }

    private static JsonNode table() {
        try {
            return Manifests.YAML.readTree(Project.read("deploy/gateway/routes.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> found(Manifests manifests) {
        SortedSet<String> routes = new TreeSet<>();
        for (JsonNode route : manifests.of("HTTPRoute")) {
            boolean secure = route.at("/spec/parentRefs/0/sectionName").asText().equals("https");
            route.at("/spec/rules").forEach(rule -> routes.add(secure ? secure(rule) : redirect(rule)));
        }
        return routes;
    }

    private static String secure(JsonNode rule) {
        JsonNode path = rule.at("/matches/0/path");
        String to = rule.at("/backendRefs/0/name").asText();
        boolean others =
                rule.path("matches").size() > 1 || rule.path("backendRefs").size() > 1;
        return path.path("type").asText() + " " + path.path("value").asText() + " -> " + to + " "
                + rule.at("/timeouts/request").asText() + (removesCookies(rule) ? "" : ", with cookies")
                + (others ? ", and more" : "");
    }

    private static boolean removesCookies(JsonNode rule) {
        List<JsonNode> filters = Manifests.stream(rule.path("filters")).toList();
        return filters.stream()
                        .anyMatch(filter -> filter.at("/requestHeaderModifier/remove/0")
                                .asText()
                                .equals("Cookie"))
                && filters.stream()
                        .anyMatch(filter -> filter.at("/responseHeaderModifier/remove/0")
                                .asText()
                                .equals("Set-Cookie"));
    }

    private static String redirect(JsonNode rule) {
        boolean all =
                rule.path("matches").isMissingNode() && rule.path("backendRefs").isMissingNode();
        return (all ? "everything" : "something") + " -> "
                + rule.at("/filters/0/requestRedirect/scheme").asText();
    }
}
