package dev.sotto.resellers.branding;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Checks the contents of theme, assets and texts, beyond their size. Browsers of other people use these values in style
 * sheets and image URLs. So names must be plain, colours must be colours, and assets may only be loaded with https.
 */
final class BrandingRules {

    /** The limit of theme, assets and texts together, as JSON. Four configurations of this size fill a page. */
    static final int MOST_BYTES = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,100}");
    private static final Pattern COLOUR = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

    private BrandingRules() {}

    /** Refuses details that break a rule, with a pointer to each fault. */
    static BrandingDetails checked(BrandingDetails details) {
        List<Fault> faults = faults(details);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return details;
    }

    static List<Fault> faults(BrandingDetails details) {
        List<Fault> faults = new ArrayList<>();
        checkNames("/theme", details.theme(), faults);
        checkNames("/assets", details.assets(), faults);
        checkNames("/texts", details.texts(), faults);
        details.theme().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("color"))
                .filter(entry -> !COLOUR.matcher(entry.getValue()).matches())
                .map(entry -> Fault.wrongFormat(
                        pointer("/theme", entry.getKey()), "color", "must be a colour such as #fc0 or #ffcc00"))
                .forEach(faults::add);
        details.assets().entrySet().stream()
                .filter(entry -> !isHttps(entry.getValue()))
                .map(entry -> Fault.wrongFormat(
                        pointer("/assets", entry.getKey()), "https-url", "must be an https URL without a user name"))
                .forEach(faults::add);
        int bytes = bytes(details);
        if (bytes > MOST_BYTES) {
            faults.add(new Fault(
                    "",
                    FaultCode.TOO_LARGE,
                    Map.of("max", MOST_BYTES),
                    "must have at most " + MOST_BYTES + " bytes in theme, assets and texts together, as JSON in UTF-8;"
                            + " it has " + bytes));
        }
        return faults;
    }

    private static void checkNames(String place, Map<String, String> members, List<Fault> faults) {
        members.keySet().stream()
                .filter(Predicate.not(NAME.asMatchPredicate()))
                .map(name -> new Fault(
                        pointer(place, name),
                        FaultCode.WRONG_FORMAT,
                        Map.of("pattern", NAME.pattern()),
                        "must have a name of 1 to 100 characters from a-z, 0-9, '_', '.' and '-'"))
                .forEach(faults::add);
    }

    private static boolean isHttps(String value) {
        try {
            URI uri = new URI(value);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int bytes(BrandingDetails details) {
        try {
            return EventJson.MAPPER.writeValueAsBytes(List.of(details.theme(), details.assets(), details.texts()))
                    .length;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pointer(String place, String name) {
        return place + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
