package dev.sotto.testing.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The terms of a condition that are joined by OR, as PostgreSQL writes them. */
record PolicyTerms(List<String> terms) {

    private static final String OR = " OR ";
    private static final Pattern ANY_TOPIC = Pattern.compile("topic = '[^']*'::text");

    static PolicyTerms of(String condition) {
        String text = condition.strip();
        while (isInOnePair(text)) {
            text = text.substring(1, text.length() - 1).strip();
        }
        List<String> terms = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : 0;
            depth -= text.charAt(i) == ')' ? 1 : 0;
            if (depth == 0 && text.startsWith(OR, i)) {
                terms.add(text.substring(start, i));
                start = i + OR.length();
            }
        }
        terms.add(text.substring(start));
        return new PolicyTerms(terms);
    }

    /** Returns what is left of the condition for rows of a topic; {@code false} if nothing is. */
    String forTopic(String topic) {
        if (topic == null) {
            return String.join(OR, terms);
        }
        List<String> left = terms.stream()
                .filter(term -> term.contains("topic = '" + topic + "'::text")
                        || !ANY_TOPIC.matcher(term).find())
                .toList();
        return left.isEmpty() ? "false" : String.join(OR, left);
    }

    private static boolean isInOnePair(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            depth += text.charAt(i) == '(' ? 1 : 0;
            depth -= text.charAt(i) == ')' ? 1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }
}
