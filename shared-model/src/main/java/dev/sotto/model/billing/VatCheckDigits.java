package dev.sotto.model.billing;

import java.math.BigInteger;
import java.util.stream.IntStream;

/** The check digits of VAT numbers, as each country computes them. Each takes a text that has the right form. */
final class VatCheckDigits {

    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SPANISH_COMPANY_LETTERS = "JABCDEFGHI";
    private static final String IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final String FRENCH_KEYS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int[] CYPRIOT_EVEN = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private VatCheckDigits() {}

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }

    private static int last(String text) {
        return digit(text, text.length() - 1);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static int weighted(String text, int... weights) {
        return IntStream.range(0, weights.length)
                .map(i -> weights[i] * digit(text, i))
                .sum();
    }

    /** Luhn: every second digit from the right counts double. */
    private static boolean luhn(String text) {
        return IntStream.range(0, text.length())
                                .map(i -> (text.length() - i) % 2 == 0 ? crossSum(2 * digit(text, i)) : digit(text, i))
                                .sum()
                        % 10
                == 0;
    }

    private static int crossSum(int number) {
        return number / 10 + number % 10;
    }

    /** ISO 7064, mod 11,10. */
    static boolean mod11And10(String text) {
        int check = 10;
        for (int i = 0; i < text.length() - 1; i++) {
            int sum = (check + digit(text, i)) % 10;
            check = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - check) % 10 == last(text);
    }

    static boolean austria(String text) {
        String digits = text.substring(1);
        int sum = IntStream.range(0, 7)
                .map(i -> i % 2 == 0 ? digit(digits, i) : crossSum(2 * digit(digits, i)))
                .sum();
        return (10 - (sum + 4) % 10) % 10 == last(digits);
    }

    static boolean belgium(String text) {
        return 97 - number(text.substring(0, 8)) % 97 == number(text.substring(8));
    }

    static boolean bulgaria(String text) {
        if (text.length() == 9) {
            int check = weighted(text, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
            return (check == 10 ? weighted(text, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10 : check) == last(text);
        }
        return weighted(text, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last(text)
                || weighted(text, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last(text)
                || (11 - weighted(text, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == last(text);
    }

    static boolean cyprus(String text) {
        int sum = IntStream.range(0, 8)
                .map(i -> i % 2 == 0 ? CYPRIOT_EVEN[digit(text, i)] : digit(text, i))
                .sum();
        return 'A' + sum % 26 == text.charAt(8) && !text.startsWith("12");
    }

    static boolean czechia(String text) {
        if (text.length() == 8) {
            int check = (11 - weighted(text, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
            return (check == 0 ? 1 : check % 10) == last(text) && text.charAt(0) != '9';
        }
        if (text.length() == 9) {
            int check = weighted(text.substring(1), 8, 7, 6, 5, 4, 3, 2) % 11;
            // A person born before 1954 has no check digit.
            return text.charAt(0) != '6' || 8 - (10 - check) % 11 == last(text);
        }
        return number(text) % 11 == 0 || number(text.substring(0, 9)) % 11 % 10 == last(text);
    }

    static boolean denmark(String text) {
        return weighted(text, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean estonia(String text) {
        return weighted(text, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
    }

    static boolean finland(String text) {
        return weighted(text, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
    }

    static boolean france(String text) {
        String company = text.substring(2);
        // Numbers of Monaco have no SIREN.
        if (!company.startsWith("000") && !luhn(company)) {
            return false;
        }
        if (Character.isDigit(text.charAt(0)) && Character.isDigit(text.charAt(1))) {
            return number(company + "12") % 97 == number(text.substring(0, 2));
        }
        int first = FRENCH_KEYS.indexOf(text.charAt(0));
        int second = FRENCH_KEYS.indexOf(text.charAt(1));
        int key = first < 10 ? 24 * first + second - 10 : 34 * first + second - 100;
        return (number(company) + 1 + key / 11) % 11 == key % 11;
    }

    static boolean greece(String text) {
        return weighted(text, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == last(text);
    }

    static boolean hungary(String text) {
        return weighted(text, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
    }

    static boolean ireland(String text) {
        boolean old = !Character.isDigit(text.charAt(1));
        String digits = old ? "0" + text.substring(2, 7) + text.charAt(0) : text.substring(0, 7);
        int second = text.length() == 9 ? IRISH_LETTERS.indexOf(text.charAt(8)) : 0;
        int sum = weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second;
        return IRISH_LETTERS.charAt(sum % 23) == text.charAt(7);
    }

    static boolean italy(String text) {
        int office = Integer.parseInt(text.substring(7, 10));
        boolean known =
                (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 || office == 999;
        return known && luhn(text);
    }

    static boolean lithuania(String text) {
        int digits = text.length() - 1;
        if (text.charAt(digits - 1) != '1') {
            return false;
        }
        int check = IntStream.range(0, digits)
                        .map(i -> (1 + i % 9) * digit(text, i))
                        .sum()
                % 11;
        int again = IntStream.range(0, digits)
                        .map(i -> (1 + (i + 2) % 9) * digit(text, i))
                        .sum()
                % 11
                % 10;
        return (check == 10 ? again : check) == last(text);
    }

    static boolean luxembourg(String text) {
        return number(text.substring(0, 6)) % 89 == number(text.substring(6));
    }

    static boolean latvia(String text) {
        if (text.charAt(0) > '3') {
            return weighted(text, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
        }
        // A person's number that tells no birthday has no check digit.
        return text.startsWith("32") || (1 + weighted(text, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == last(text);
    }

    static boolean malta(String text) {
        return weighted(text, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;
    }

    /** Since 2020 sole traders have a number of ISO 7064, mod 97,10. */
    static boolean netherlands(String text) {
        BigInteger asNumber = new BigInteger("2321" + text.replace("B", "11"));
        return weighted(text, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0
                || asNumber.mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    static boolean poland(String text) {
        return weighted(text, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1) % 11 == 0;
    }

    static boolean portugal(String text) {
        return (11 - weighted(text, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == last(text);
    }

    static boolean romania(String text) {
        String padded = "0".repeat(10 - text.length()) + text;
        return 10 * weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10 == last(text);
    }

    static boolean slovakia(String text) {
        return number(text) % 11 == 0;
    }

    static boolean slovenia(String text) {
        int check = 11 - weighted(text, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 10 ? 0 : check) == last(text);
    }

    static boolean spain(String text) {
        char first = text.charAt(0);
        char check = text.charAt(8);
        if (Character.isDigit(first)) {
            return spanishLetter(text.substring(0, 8)) == check;
        }
        if ("XYZ".indexOf(first) >= 0) {
            return spanishLetter("XYZ".indexOf(first) + text.substring(1, 8)) == check;
        }
        if ("KLM".indexOf(first) >= 0) {
            return spanishLetter(text.substring(1, 8)) == check;
        }
        int sum = IntStream.range(1, 8)
                .map(i -> i % 2 == 1 ? crossSum(2 * digit(text, i)) : digit(text, i))
                .sum();
        int figure = (10 - sum % 10) % 10;
        boolean isFigure = check == '0' + figure && "NPQRSW".indexOf(first) < 0;
        boolean isLetter = check == SPANISH_COMPANY_LETTERS.charAt(figure) && "ABEH".indexOf(first) < 0;
        return isFigure || isLetter;
    }

    private static char spanishLetter(String digits) {
        return SPANISH_LETTERS.charAt((int) (number(digits) % 23));
    }

    static boolean sweden(String text) {
        return luhn(text.substring(0, 10));
    }

    /** Newer numbers are mod 97 plus 55. Government departments and health authorities have no check digit. */
    static boolean unitedKingdom(String text) {
        if (!Character.isDigit(text.charAt(0))) {
            return true;
        }
        int rest = weighted(text, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return rest == 0 || (text.charAt(0) != '0' && (rest == 42 || rest == 55));
    }

    static boolean switzerland(String text) {
        return (11 - weighted(text, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == digit(text, 8);
    }

    static boolean norway(String text) {
        return (11 - weighted(text, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == digit(text, 8);
    }
}
