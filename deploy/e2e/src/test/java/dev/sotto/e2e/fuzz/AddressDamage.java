package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.fuzz.Documented.Parameter;
import dev.sotto.e2e.isolation.Client.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Damages parts of a URL: ids and words of its path, and query parameters. */
final class AddressDamage implements Damage {

    @Override
    public boolean fits(Documented operation, Ask ask) {
        return true;
    }

    @Override
    public Ask done(Documented operation, Ask ask, Dice dice) {
        boolean path = operation.path().contains("{") && dice.chance(50);
        return ask.at(path ? segment(operation, ask, dice) : query(operation, ask, dice));
    }

    private static String segment(Documented operation, Ask ask, Dice dice) {
        String[] parts = ask.path().split("\\?", 2);
        String[] template = operation.path().split("/", -1);
        String[] segments = parts[0].split("/", -1);
        List<Integer> variable = new ArrayList<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                variable.add(i);
            }
        }
        int at = dice.one(variable);
        segments[at] = dice.chance(80) ? dice.one(Hostile.ESCAPED) : respelt(segments[at], dice);
        return String.join("/", segments) + (parts.length > 1 ? "?" + parts[1] : "");
    }

    private static String respelt(String segment, Dice dice) {
        return dice.one(List.of(
                segment.toUpperCase(Locale.ROOT),
                segment.toLowerCase(Locale.ROOT),
                segment + "x",
                segment.replace("-", ""),
                "%7B" + segment + "%7D",
                "urn:uuid:" + segment,
                half(segment)));
    }

    /** Leaves out an escape that was cut, which no client can send. */
    private static String half(String segment) {
        return segment.substring(0, segment.length() / 2).replaceAll("%.?$", "");
    }

    private static String query(Documented operation, Ask ask, Dice dice) {
        List<String> names = new ArrayList<>(List.of("x", "_method", "limit[]", ""));
        operation.parameters("query").stream().map(Parameter::name).forEach(name -> {
            // Known parameters find more faults than unknown ones.
            names.add(name);
            names.add(name);
            names.add(name);
        });
        String name = dice.one(names).replace("[", "%5B").replace("]", "%5D");
        String more = dice.one(List.of(
                name + "=" + dice.one(Hostile.ESCAPED),
                name + "=" + dice.one(Hostile.ESCAPED),
                name,
                name + "=1&" + name + "=" + dice.one(Hostile.ESCAPED),
                "&&=" + name + "&" + name + "=="));
        return ask.path() + (ask.path().contains("?") ? "&" : "?") + more;
    }
}
