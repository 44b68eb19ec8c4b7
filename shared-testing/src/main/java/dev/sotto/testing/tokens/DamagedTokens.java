package dev.sotto.testing.tokens;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes bits, bytes, characters or parts of valid tokens. No result is a valid token. The same seed gives the same
 * texts.
 */
public final class DamagedTokens {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int KINDS = 11;

    private final List<String> genuine;
    private final Set<String> good;
    private final Random random;
    private long made;

    public DamagedTokens(List<String> genuine, long seed) {
        this.genuine = List.copyOf(genuine);
        this.good = Set.copyOf(genuine);
        this.random = new Random(seed);
    }

    /** Returns an unlimited stream, with all kinds of damage in turn. */
    public Stream<String> texts() {
        return Stream.generate(this::damaged).filter(text -> !good.contains(text));
    }

    private String damaged() {
        String token = genuine.get(random.nextInt(genuine.size()));
        int place = random.nextInt(token.length());
        String before = token.substring(0, place);
        String after = token.substring(place + 1);
        return switch ((int) (made++ % KINDS)) {
            case 0 -> before + visible(token.charAt(place) ^ (1 << random.nextInt(7))) + after;
            case 1 -> before + letter() + after;
            case 2 -> bytes(token, 1 << random.nextInt(8));
            case 3 -> bytes(token, 1 + random.nextInt(255));
            case 4 -> before + after;
            case 5 -> before + letter() + token.substring(place);
            case 6 ->
                before
                        + after.substring(0, after.length() / 2)
                        + token.charAt(place)
                        + after.substring(after.length() / 2);
            case 7 -> token.substring(0, place);
            case 8 -> parts(token);
            case 9 -> spliced(token);
            default -> unusedBits(token);
        };
    }

    /** Changes bits of a part's bytes; the text stays valid base64url. */
    private String bytes(String token, int bits) {
        String[] parts = token.split("\\.", -1);
        int part = random.nextInt(parts.length);
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        bytes[random.nextInt(bytes.length)] ^= (byte) bits;
        parts[part] = TokenDraft.part(bytes);
        return String.join(".", parts);
    }

    /** Removes, empties, doubles or moves a part. */
    private String parts(String token) {
        String[] parts = token.split("\\.", -1);
        int one = random.nextInt(parts.length);
        int other = random.nextInt(parts.length);
        String kept = parts[one];
        return switch (random.nextInt(4)) {
            case 0 -> token.replace(kept, "");
            case 1 -> token.replace(kept, kept + "." + kept);
            case 2 -> token.replace("." + parts[2], "");
            default -> {
                parts[one] = parts[other];
                parts[other] = kept;
                yield String.join(".", parts);
            }
        };
    }

    /** Replaces a part with one from another valid token. */
    private String spliced(String token) {
        String[] parts = token.split("\\.", -1);
        int part = 1 + random.nextInt(parts.length - 1);
        parts[part] = genuine.get(random.nextInt(genuine.size())).split("\\.", -1)[part];
        return String.join(".", parts);
    }

    /** Changes the unused bits of a part's last character. */
    private String unusedBits(String token) {
        int last = ALPHABET.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + ALPHABET.charAt(last ^ (1 + random.nextInt(15)));
    }

    /** Headers contain no control characters, and lose blanks at their ends. */
    private char visible(int character) {
        return character > ' ' && character < 0x7f ? (char) character : '~';
    }

    private char letter() {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
}
