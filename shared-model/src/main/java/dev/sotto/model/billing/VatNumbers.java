package dev.sotto.model.billing;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * VAT numbers of the European Union, the United Kingdom, Switzerland and Norway: their form and their check digit
 * (European Commission, VIES: structure of VAT numbers; the tax offices of GB, CH and NO). Whether a number is given to
 * somebody, only the tax office knows.
 */
public final class VatNumbers {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-/]");
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Z0-9]{4,20}");
    private static final Pattern KNOWN_PREFIX = Pattern.compile("[A-Z]{2}.*");

    private static final Map<String, Scheme> SCHEMES = Stream.of(
                    new Scheme("AT", "U\\d{8}", "ATU13585627", VatCheckDigits::austria),
                    new Scheme("BE", "[01]\\d{9}", "BE0428759497", VatCheckDigits::belgium),
                    new Scheme("BG", "\\d{9,10}", "BG175074752", VatCheckDigits::bulgaria),
                    new Scheme("CY", "\\d{8}[A-Z]", "CY10259033P", VatCheckDigits::cyprus),
                    new Scheme("CZ", "\\d{8,10}", "CZ25123891", VatCheckDigits::czechia),
                    new Scheme("DE", "[1-9]\\d{8}", "DE136695976", VatCheckDigits::mod11And10),
                    new Scheme("DK", "[1-9]\\d{7}", "DK13585628", VatCheckDigits::denmark),
                    new Scheme("EE", "\\d{9}", "EE100594102", VatCheckDigits::estonia),
                    new Scheme("EL", "\\d{9}", "EL094259216", VatCheckDigits::greece),
                    new Scheme(
                            "ES",
                            "\\d{8}[A-Z]|[XYZKLM]\\d{7}[A-Z]|[ABCDEFGHJNPQRSUVW]\\d{7}[0-9A-J]",
                            "ESA13585625",
                            VatCheckDigits::spain),
                    new Scheme("FI", "\\d{8}", "FI20774740", VatCheckDigits::finland),
                    new Scheme("FR", "[0-9A-HJ-NP-Z]{2}\\d{9}", "FR83404833048", VatCheckDigits::france),
                    new Scheme("HR", "\\d{11}", "HR33392005961", VatCheckDigits::mod11And10),
                    new Scheme("HU", "\\d{8}", "HU12892312", VatCheckDigits::hungary),
                    new Scheme("IE", "\\d{7}[A-W][A-IW]?|\\d[A-Z+*]\\d{5}[A-W]", "IE6433435F", VatCheckDigits::ireland),
                    new Scheme("IT", "\\d{11}", "IT00743110157", VatCheckDigits::italy),
                    new Scheme("LT", "\\d{9}|\\d{12}", "LT119511515", VatCheckDigits::lithuania),
                    new Scheme("LU", "\\d{8}", "LU15027442", VatCheckDigits::luxembourg),
                    new Scheme("LV", "\\d{11}", "LV40003521600", VatCheckDigits::latvia),
                    new Scheme("MT", "[1-9]\\d{7}", "MT11679112", VatCheckDigits::malta),
                    new Scheme("NL", "\\d{9}B\\d{2}", "NL004495445B01", VatCheckDigits::netherlands),
                    new Scheme("PL", "\\d{10}", "PL8567346215", VatCheckDigits::poland),
                    new Scheme("PT", "[1-9]\\d{8}", "PT501964843", VatCheckDigits::portugal),
                    new Scheme("RO", "[1-9]\\d{1,9}", "RO18547290", VatCheckDigits::romania),
                    new Scheme("SE", "\\d{10}(?!00)\\d{2}", "SE123456789701", VatCheckDigits::sweden),
                    new Scheme("SI", "[1-9]\\d{7}", "SI50223054", VatCheckDigits::slovenia),
                    new Scheme("SK", "[1-9]\\d[2-47-9]\\d{7}", "SK2022749619", VatCheckDigits::slovakia),
                    new Scheme(
                            "GB",
                            "\\d{9}(\\d{3})?|GD[0-4]\\d{2}|HA[5-9]\\d{2}",
                            "GB980780684",
                            VatCheckDigits::unitedKingdom),
                    new Scheme(
                            "XI",
                            "\\d{9}(\\d{3})?|GD[0-4]\\d{2}|HA[5-9]\\d{2}",
                            "XI980780684",
                            VatCheckDigits::unitedKingdom),
                    new Scheme(
                            "CH",
                            "E\\d{9}(MWST|TVA|IVA)",
                            "CHE107787577MWST",
                            text -> VatCheckDigits.switzerland(text.substring(1))),
                    new Scheme("NO", "\\d{9}MVA", "NO995525828MVA", VatCheckDigits::norway))
            .collect(Collectors.toUnmodifiableMap(Scheme::prefix, scheme -> scheme));

    private VatNumbers() {}

    /** @param form what follows the prefix */
    private record Scheme(String prefix, Pattern form, String example, Predicate<String> check) {

        Scheme(String prefix, String form, String example, Predicate<String> check) {
            this(prefix, Pattern.compile(form), example, check);
        }

        @Nullable
        String refusal(String number) {
            String rest = number.substring(prefix.length());
            if (!form.matcher(rest).matches()) {
                return "must have the form of a VAT number such as " + example;
            }
            return check.test(rest) ? null : "must be a VAT number: its check digit is wrong";
        }
    }

    /** Returns the number in capitals, without blanks, dots, hyphens and slashes. */
    public static String normal(String number) {
        return SEPARATORS.matcher(number).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /**
     * Returns why a number is refused; null if it is not. Numbers of other countries are taken as they are.
     *
     * @param number in its normal form
     * @param country ISO 3166-1 alpha-2; a company of it may be registered for VAT in another one
     */
    public static @Nullable String refusal(String number, String country) {
        Scheme scheme = KNOWN_PREFIX.matcher(number).matches() ? SCHEMES.get(number.substring(0, 2)) : null;
        if (scheme != null) {
            return scheme.refusal(number);
        }
        Scheme own = SCHEMES.get(country.equals("GR") ? "EL" : country);
        if (own != null) {
            return "must begin with the prefix of its country, as in " + own.example();
        }
        return ELSEWHERE.matcher(number).matches() ? null : "must have 4 to 20 letters and digits";
    }
}
