package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Damages an upload form (RFC 7578) in its lines, parts and bytes. */
final class FormDamage implements Damage {
    private static final String NAMES_END = ".wav\"";

    /**
     * A text of the form and its replacement. The recording's bytes are read as ISO 8859-1, so that they stay
     * unchanged.
     */
    private static final List<BiFunction<String, Dice, String>> WAYS = List.of(
            (form, dice) -> form.substring(0, dice.below(form.length())),
            (form, dice) -> form.substring(dice.below(form.length())),
            (form, dice) -> form.replaceFirst("--\r\n$", ""),
            (form, dice) -> form.replace("\r\n", "\n"),
            (form, dice) -> form.replaceFirst("--sotto-", "--other-"),
            (form, dice) -> form.replaceFirst("\r\n\r\n", "\r\n"),
            (form, dice) -> form.replaceFirst("form-data", dice.one(List.of("attachment", "", "form-data; form-data"))),
            (form, dice) -> form.replace("name=\"workflow_id\"", part(dice)),
            (form, dice) -> form.replace("name=\"file\"", part(dice)),
            (form, dice) -> form.replaceFirst("filename=\"[^\"]*\"", name(dice)),
            (form, dice) -> form.replaceFirst("filename=\"[^\"]*\"", name(dice)),
            (form, dice) -> form.replace("audio/wav", dice.one(Hostile.MEDIA_TYPES)),
            (form, dice) ->
                    form.replace("Content-Type: audio/wav", "Content-Type: audio/wav\r\nX: " + "y".repeat(9_000)),
            (form, dice) -> form.replace("Content-Type: audio/wav", "Content-Transfer-Encoding: base64"),
            (form, dice) -> form.replace("Content-Type: audio/wav", ":\r\n: \r\n\u0000: x"),
            (form, dice) -> form.replaceFirst(
                    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\r\n--",
                    dice.one(Hostile.JSON).replace("$", "") + "\r\n--"),
            (form, dice) -> form + form,
            (form, dice) -> "preamble\r\n" + form + "epilogue",
            (form, dice) -> form.replace("RIFF", dice.one(List.of("", "RIFX", "\u0000", "#EXTM3U\n", "ID3", "<?xml"))),
            (form, dice) -> "");

    private static String part(Dice dice) {
        return dice.one(List.of(
                "",
                "name=",
                "name=\"\"",
                "name=\"x\"",
                "name=\"file\"",
                "name=\"workflow_id\"",
                "name=\"a\"; name=\"b\"",
                "name=\"" + "n".repeat(9_000) + "\"",
                "name=\"\u00ff\"",
                "name=\"file",
                "name*=utf-8''file"));
    }

    private static String name(Dice dice) {
        return dice.one(List.of(
                "filename=\"\"",
                "filename=",
                "filename=\"../../x.wav\"",
                "filename=\"a\u0000b.wav\"",
                "filename=\"" + "n".repeat(300) + NAMES_END,
                "filename=\"" + "n".repeat(9_000) + NAMES_END,
                "filename=\"\u00ff\u00fe.wav\"",
                "filename*=utf-8''%00%ff.wav",
                "filename=\"\u00e2\u0080\u00ae.wav\"",
                "filename=\"C:\\\\\\\\a.wav\"",
                "filename=\"x.exe\""));
    }

    @Override
    public boolean fits(Documented operation, Ask ask) {
        return ask.headers().getOrDefault("Content-Type", "").startsWith("multipart/form-data; boundary=sotto-");
    }

    @Override
    public Ask done(Documented operation, Ask ask, Dice dice) {
        if (dice.chance(15)) {
            return ask.with("Content-Type", dice.one(Hostile.MEDIA_TYPES.subList(1, Hostile.MEDIA_TYPES.size())));
        }
        if (dice.chance(10)) {
            byte[] body = Arrays.copyOf(ask.body(), ask.body().length);
            body[dice.below(Math.min(body.length, 600))] = (byte) dice.below(256);
            return BodyDamage.saying(ask, body);
        }
        String form = new String(ask.body(), StandardCharsets.ISO_8859_1);
        return BodyDamage.saying(ask, dice.one(WAYS).apply(form, dice).getBytes(StandardCharsets.ISO_8859_1));
    }
}
