package dev.sotto.testing.tokens;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * The known ways to forge an access token: those of RFC 8725, of vulnerable libraries (CVE-2015-9235, CVE-2018-0114,
 * CVE-2022-21449), headers that name keys to fetch, texts that parsers read differently, and wrong claims with the
 * right key.
 */
public final class ForgedTokens {

    private final SignedTokens tokens;
    private final Supplier<TokenDraft> bearer;
    private final URI trap;

    /**
     * @param tokens the issuer whose key is published
     * @param bearer returns a new draft for a user of a customer tenant, each time
     * @param trap an address from which no service may fetch a key
     */
    public ForgedTokens(SignedTokens tokens, Supplier<TokenDraft> bearer, URI trap) {
        this.tokens = tokens;
        this.bearer = bearer;
        this.trap = trap;
    }

    /** Returns all forgeries; their valid twins expire after some minutes. */
    public List<Forgery> all() {
        Forgeries forgeries = new Forgeries(bearer);
        new ForgedSignatures(tokens, forgeries).addAll();
        new ForgedHeads(tokens, trap, forgeries).addAll();
        new ForgedClaims(forgeries).addAll();
        new ForgedTexts(tokens, forgeries).addAll();
        return forgeries.all();
    }
}
