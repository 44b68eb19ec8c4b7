package dev.sotto.testing.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Collects forged credentials, each with its valid twin. */
final class Forgeries {

    private final Supplier<TokenDraft> bearer;
    private final String honest;
    private final List<Forgery> forgeries = new ArrayList<>();

    /** @param bearer returns a new draft for the same user each time */
    Forgeries(Supplier<TokenDraft> bearer) {
        this.bearer = bearer;
        this.honest = draft().sign();
    }

    TokenDraft draft() {
        return bearer.get();
    }

    /** Returns one shared twin for all forgeries that differ from a plain token, because signing is slow. */
    String honest() {
        return honest;
    }

    /** Adds a forgery that differs from a plain valid token. */
    void add(String name, String token) {
        add(name, token, honest());
    }

    void add(String name, String token, String twin) {
        addHeaders(name, List.of("Bearer " + token), "Bearer " + twin);
    }

    void addHeaders(String name, List<String> authorization, String twin) {
        forgeries.add(new Forgery(name, authorization, twin));
    }

    /** Adds a forgery with the right key whose claims differ from its twin's. */
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
