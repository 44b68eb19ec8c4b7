package dev.sotto.e2e.settings;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The annotations of a declaration, by their simple names.
 *
 * @param all each with its members' values as text
 */
record Annotations(Map<String, Map<String, String>> all) {

    static Annotations of(ModifiersTree modifiers) {
        return of(modifiers.getAnnotations());
    }

    static Annotations of(List<? extends AnnotationTree> annotations) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (AnnotationTree annotation : annotations) {
            Map<String, String> members = new LinkedHashMap<>();
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree member) {
                    members.put(member.getVariable().toString(), text(member.getExpression()));
                } else {
                    members.put("value", text(argument));
                }
            }
            all.put(annotation.getAnnotationType().toString(), members);
        }
        return new Annotations(all);
    }

    private static String text(ExpressionTree expression) {
        return expression instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : expression.toString();
    }

    boolean has(String annotation) {
        return all.containsKey(annotation);
    }

    String member(String annotation, String member) {
        return all.getOrDefault(annotation, Map.of()).getOrDefault(member, "");
    }

    String value(String annotation, String otherwise) {
        return has(annotation) ? member(annotation, "value") : otherwise;
    }
}
