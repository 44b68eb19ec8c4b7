package dev.sotto.e2e.settings;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The type of a setting's value. */
record ValueType(String inWords, boolean optional) {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("Path", "path"),
            Map.entry("Duration", "duration"),
            Map.entry("boolean", "`true` or `false`"),
            Map.entry("int", "number"),
            Map.entry("Integer", "number"),
            Map.entry("long", "number"),
            Map.entry("URI", "URL"),
            Map.entry("EngineType", "`sphinx`, `whisper-jni`, `whisper-cpp`, `openai` or `whisper-webui`"),
            Map.entry("StoreKind", "`directory` or `s3`"),
            Map.entry("ProcessRole", "`api` or `worker`"));
    private static final Set<String> SAID_OTHERWISE = Set.of("WithName", "WithParentName", "WithDefault", "URL");

    static ValueType of(Tree declared, Annotations annotations) {
        if (isGeneric(declared, "Optional")) {
            return new ValueType(of(argument(declared), annotations).inWords(), true);
        }
        if (isGeneric(declared, "List") || isGeneric(declared, "Set")) {
            return new ValueType(
                    of(argument(declared), annotations).inWords() + ", several with commas between", false);
        }
        if (isGeneric(declared, "Secret")) {
            return new ValueType("secret " + of(argument(declared), annotations).inWords(), false);
        }
        if (declared instanceof AnnotatedTypeTree annotated) {
            return of(annotated.getUnderlyingType(), Annotations.of(annotated.getAnnotations()));
        }
        String word = WORDS.get(declared.toString());
        if (word == null) {
            throw new IllegalStateException("No word for settings of type " + declared);
        }
        List<String> words = new ArrayList<>(List.of(annotations.has("URL") ? "`http` or `https` URL" : word));
        annotations.all().forEach((annotation, members) -> {
            if (!SAID_OTHERWISE.contains(annotation)) {
                words.add(constraint(annotation, members));
            }
        });
        return new ValueType(String.join(", ", words), false);
    }

    private static String constraint(String annotation, Map<String, String> members) {
        return switch (annotation) {
            case "NotBlank" -> "not empty";
            case "PositiveOrZero" -> "at least 0";
            case "Min" -> "at least " + members.get("value");
            case "Max" -> "at most " + members.get("value");
            case "DurationMin" -> "at least " + duration(members);
            case "DurationMax" -> "at most " + duration(members);
            default -> throw new IllegalStateException("No words for the constraint @" + annotation);
        };
    }

    private static String duration(Map<String, String> members) {
        Map.Entry<String, String> part = members.entrySet().iterator().next();
        String unit = Map.of("millis", "ms", "seconds", "s", "minutes", "min", "hours", "h", "days", "d")
                .get(part.getKey());
        return part.getValue() + " " + unit;
    }

    private static boolean isGeneric(Tree type, String name) {
        return type instanceof ParameterizedTypeTree generic
                && generic.getType().toString().equals(name);
    }

    private static Tree argument(Tree type) {
        return ((ParameterizedTypeTree) type).getTypeArguments().get(0);
    }
}
