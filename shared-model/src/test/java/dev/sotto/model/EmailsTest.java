package dev.sotto.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {

    private static final int TO_FULLWIDTH = '\uff01' - '!';

    @ParameterizedTest
    @CsvSource({
        "ada@münchen.example              , ada@xn--mnchen-3ya.example",
        "Ada@MÜNCHEN.Example              , ada@xn--mnchen-3ya.example",
        "ada@mu\u0308nchen.example        , ada@xn--mnchen-3ya.example",
        "ada@XN--MNCHEN-3YA.example       , ada@xn--mnchen-3ya.example",
        "ada@ｍüｎｃｈｅｎ．ｅｘａｍｐｌｅ     , ada@xn--mnchen-3ya.example",
        "ada@münchen。example              , ada@xn--mnchen-3ya.example",
        "jose\u0301@acme.example          , josé@acme.example",
        "JOSÉ@acme.example                , josé@acme.example",
        "ａｄａ@acme.example                 , ada@acme.example",
        "ＡＤＡ＋ｂｏｏｋｓ＠ＡＣＭＥ．ｅｘａｍｐｌｅ   , ada+books@acme.example",
        "$＄\\＼@acme.example               , $$\\\\@acme.example",
        "ﾊﾞ@acme.example                  , バ@acme.example",
        "ada@bücher.xn--mnchen-3ya.example, ada@xn--bcher-kva.xn--mnchen-3ya.example",
    })
    void allSpellingsOfAMailboxAreOne(String spelling, String normal) {
        assertThat(Emails.normal(spelling)).isEqualTo(normal);
    }

    /** IDNA2003, which java.net.IDN does, sends a letter for the one to the other. */
    @Test
    void domainsThatTheRegistriesTellApartStayApart() {
        assertThat(Emails.normal("ada@straße.example")).isEqualTo("ada@xn--strae-oqa.example");
        assertThat(Emails.normal("ada@strasse.example")).isEqualTo("ada@strasse.example");
    }

    @Test
    void lettersThatOnlyLookAlikeStayApart() {
        assertThat(Emails.normal("аda@acme.example")).isNotEqualTo("ada@acme.example");
        assertThat(Emails.normal("\u0130da@acme.example")).isNotEqualTo("ida@acme.example");
        assertThat(Emails.normal("ﬁ@acme.example")).isNotEqualTo("fi@acme.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@acme.example",
                "Ada.Byron+books@sub.acme.example",
                "o'brien!#$%&*/=?^_`{|}~-@acme.example",
                "ada@localhost",
                "ada@ab--cd.example",
                "ada@münchen.example",
                "ada@xn--mnchen-3ya.example",
                "ada@♥.example",
                "ada@𞤀.example",
                "ａｄａ＠ａｃｍｅ．ｅｘａｍｐｌｅ",
            })
    void takesWhatTheMailerCanWriteTo(String address) {
        assertThat(Emails.refusal(address)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody                        , must be an e-mail address",
        "@acme.example                 , must be an e-mail address",
        "a b@acme.example              , must be an e-mail address",
        "a..b@acme.example             , must be an e-mail address",
        ".a@acme.example               , must be an e-mail address",
        "a@b@acme.example              , must be an e-mail address",
        "a＠b＠acme.example             , must be an e-mail address",
        "\"a b\"@acme.example          , must be an e-mail address",
        "Ada <ada@acme.example>        , must be an e-mail address",
        "josé@acme.example             , must have only ASCII characters before the @",
        "jose\u0301@acme.example       , must have only ASCII characters before the @",
        "ada\u200b@acme.example        , must have only ASCII characters before the @",
        "ada@                          , must have a valid domain name after the @",
        "ada@acme..example             , must have a valid domain name after the @",
        "ada@acme.example.             , must have a valid domain name after the @",
        "ada@-acme.example             , must have a valid domain name after the @",
        "ada@ac_me.example             , must have a valid domain name after the @",
        "ada@[127.0.0.1]               , must have a valid domain name after the @",
        "ada@xn--a.example             , must have a valid domain name after the @",
        "ada@xn--acme-.example         , must have a valid domain name after the @",
        "ada@\u200b.example            , must have a valid domain name after the @",
        "ada@aא.example                , must have a valid domain name after the @",
    })
    void refusesWhatItCannot(String address, String reason) {
        assertThat(Emails.refusal(address)).isEqualTo(reason);
    }

    @Test
    void countsTheLengthOfTheNormalForm() {
        String label = "m" + "ü".repeat(40);
        String domain = String.join(".", label, label, label, label, "example");

        assertThat(("ada@" + domain).length()).isLessThan(Emails.MAX_LENGTH);
        assertThat(Emails.refusal("a".repeat(64) + "@" + domain)).contains("at most 254 characters");
        assertThat(Emails.refusal("a".repeat(65) + "@acme.example")).isEqualTo("must be an e-mail address");
    }

    @ParameterizedTest
    @CsvSource({
        "MÜNCHEN          , xn--mnchen-3ya",
        "münchen.ex       , xn--mnchen-3ya.ex",
        "Ada@Münch        , ada@xn--mnch-0ra",
        "ＡＤＡ            , ada",
        "@acme            , @acme",
        "Ada B            , ada b",
    })
    void findsPartsAsTheyStandInNormalAddresses(String part, String normal) {
        assertThat(Emails.normalPart(part)).isEqualTo(normal);
    }

    @Property
    void normalizingAgainChangesNothing(
            @ForAll @StringLength(max = 60) String localPart, @ForAll("labels") String label) {
        String normal = Emails.normal(localPart + "@" + label + ".example");

        assertThat(Emails.normal(normal)).isEqualTo(normal);
        assertThat(Emails.normal(Emails.normal(localPart))).isEqualTo(Emails.normal(localPart));
    }

    @Property
    void lowerCaseAsciiIsNormal(@ForAll("ascii") String address) {
        assertThat(Emails.normal(address)).isEqualTo(address);
    }

    @Property
    void everySpellingIsTheSameMailbox(@ForAll("addresses") String address) {
        String normal = Emails.normal(address);

        assertThat(Emails.normal(address.toUpperCase(Locale.ROOT))).isEqualTo(normal);
        assertThat(Emails.normal(Normalizer.normalize(address, Normalizer.Form.NFC)))
                .isEqualTo(normal);
        assertThat(Emails.normal(Normalizer.normalize(address, Normalizer.Form.NFD)))
                .isEqualTo(normal);
        assertThat(Emails.normal(fullwidth(address))).isEqualTo(normal);
        assertThat(Emails.refusal(normal)).isEqualTo(Emails.refusal(address));
    }

    @Property
    void whatIsTakenIsAsciiThatSmtpCarries(
            @ForAll @StringLength(max = 60) String localPart, @ForAll("labels") String label) {
        for (String address : new String[] {localPart + "@" + label + ".example", "ada@" + label, localPart}) {
            if (Emails.refusal(address) == null) {
                assertThat(Emails.normal(address))
                        .matches("[!-?A-~]+@[a-z0-9.-]+")
                        .hasSizeLessThan(255);
            }
        }
    }

    private static String fullwidth(String text) {
        return text.chars()
                .mapToObj(c -> Character.toString(c > ' ' && c < 127 ? c + TO_FULLWIDTH : c))
                .collect(Collectors.joining());
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(20),
                Arbitraries.strings()
                        .withCharRange('\u00c0', '\u024f')
                        .alpha()
                        .withChars("-.ßςΣİ\u0301\u0308\u200d")
                        .ofMinLength(1)
                        .ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("@.-xn")
                .ofMaxLength(40)
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> words = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("äöüéèçåñøðþœжяшлмαβγ0123456789")
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(words, words, words).as((local, domain, top) -> local + "@" + domain + "." + top);
    }
}
