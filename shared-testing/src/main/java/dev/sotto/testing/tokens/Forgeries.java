package dev.sotto.testing.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Forged credentials being collected, each with its twin. */
final class Forgeries {

    private final Supplier<TokenDraft> bearer;
    private final String honest;
    private final List<Forgery> forgeries = new ArrayList<>();

    /** @param bearer a new draft of the same honest person each time */
    Forgeries(Supplier<TokenDraft> bearer) {
        this.bearer = bearer;
        this.honest = draft().sign();
    }

    TokenDraft draft() {
        return bearer.get();
    }

    /** One and the same for all that differ from a plain one: signing takes its time. */
    String honest() {
        return honest;
    }

    /** One that differs from a plain honest token. */
    void add(String name, String token) {
        add(name, token, honest());
    }

    void add(String name, String token, String twin) {
        addHeaders(name, List.of("Bearer " + token), "Bearer " + twin);
    }

    void addHeaders(String name, List<String> authorization, String twin) {
        forgeries.add(new Forgery(name, authorization, twin));
    }

    /** One by the right key that differs from its twin in what is said. */
    void lie(String name, UnaryOperator<TokenDraft> lie, UnaryOperator<TokenDraft> truth) {
        add(name, lie.apply(draft()).sign(), truth.apply(draft()).sign());
    }

    void lie(String name, UnaryOperator<TokenDraft> lie) {
        add(name, lie.apply(draft()).sign());
    }

    List<Forgery> all() {
        return List.copyOf(forgeries);
    }
}
