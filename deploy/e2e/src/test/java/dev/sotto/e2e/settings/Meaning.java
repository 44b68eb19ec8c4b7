package dev.sotto.e2e.settings;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import java.util.stream.Collectors;

/** Converts Javadoc to Markdown, on one line. */
final class Meaning {

    private Meaning() {}

    static String of(DocCommentTree comment) {
        if (comment == null) {
            throw new IllegalStateException("A setting without a documentation comment");
        }
        return comment.getFullBody().stream()
                .map(Meaning::text)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .trim();
    }

    private static String text(DocTree part) {
        return switch (part.getKind()) {
            case CODE -> "`" + ((LiteralTree) part).getBody().getBody() + "`";
            case LINK -> "`" + ((LinkTree) part).getReference().getSignature() + "`";
            case START_ELEMENT, END_ELEMENT -> " ";
            default -> part.toString();
        };
    }
}
