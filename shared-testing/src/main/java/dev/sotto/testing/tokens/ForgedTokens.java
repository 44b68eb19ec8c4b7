package dev.sotto.testing.tokens;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * The known ways to forge an access token: those of RFC 8725, of libraries that failed (CVE-2015-9235, CVE-2018-0114,
 * CVE-2022-21449), of heads that name keys to be fetched, of texts that readers take differently, and of wrong claims under
 * the right key.
 */
public final class ForgedTokens {

    private final SignedTokens tokens;
    private final Supplier<TokenDraft> bearer;
    private final URI trap;

    /**
     * @param tokens whose key is published
     * @param bearer a new draft each time, of somebody in a customer tenant
     * @param trap where nobody may go to fetch a key
     */
    public ForgedTokens(SignedTokens tokens, Supplier<TokenDraft> bearer, URI trap) {
        this.tokens = tokens;
        this.bearer = bearer;
        this.trap = trap;
    }

    /** All of them; the honest twins are good for some minutes. */
    public List<Forgery> all() {
        Forgeries forgeries = new Forgeries(bearer);
        new ForgedSignatures(tokens, forgeries).addAll();
        new ForgedHeads(tokens, trap, forgeries).addAll();
        new ForgedClaims(forgeries).addAll();
        new ForgedTexts(tokens, forgeries).addAll();
        return forgeries.all();
    }
}
