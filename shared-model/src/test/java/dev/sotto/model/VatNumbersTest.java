package dev.sotto.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.billing.VatNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatNumbersTest {

    /** Published examples of each scheme and of its variants. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU13585627",
                "BE0428759497",
                "BG175074752",
                "BG7501020018",
                "CY10259033P",
                "CZ25123891",
                "CZ7103192745",
                "CZ640903926",
                "DE136695976",
                "DK13585628",
                "EE100931558",
                "EE100594102",
                "EL094259216",
                "ES54362315K",
                "ESX2482300W",
                "ESA13585625",
                "ESB58378431",
                "ESQ2876031B",
                "FI20774740",
                "FR83404833048",
                "FR40303265045",
                "FRK7399859412",
                "FR4Z123456782",
                "FR53000004605",
                "HR33392005961",
                "HU12892312",
                "IE6433435F",
                "IE6433435OA",
                "IE8D79739I",
                "IT00743110157",
                "LT119511515",
                "LT100001919017",
                "LT100004801610",
                "LU15027442",
                "LV40003521600",
                "LV16117519997",
                "MT11679112",
                "NL004495445B01",
                "NL002455799B11",
                "PL8567346215",
                "PT501964843",
                "RO18547290",
                "SE123456789701",
                "SI50223054",
                "SK2022749619",
                "GB980780684",
                "GB340804329",
                "GBGD001",
                "GBHA500",
                "XI980780684",
                "CHE107787577IVA",
                "CHE100155212MWST",
                "NO995525828MVA"
            })
    void acceptsPublishedExamples(String number) {
        assertThat(VatNumbers.refusal(number, number.substring(0, 2))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU13585626",
                "BE0428759496",
                "BG175074751",
                "CY10259033Q",
                "CZ25123890",
                "DE136695978",
                "DK13585627",
                "EE100594103",
                "EL094259217",
                "ES54362315Z",
                "ESA13585626",
                "ESQ28760312",
                "FI20774741",
                "FR84323140391",
                "FRK7399859413",
                "HR33392005962",
                "HU12892313",
                "IE6433435E",
                "IE8D79738J",
                "IT00743110158",
                "LT100001919018",
                "LU15027443",
                "LV40003521601",
                "MT11679113",
                "NL123456789B90",
                "PL8567346216",
                "PT501964842",
                "RO18547291",
                "SE123456789101",
                "SI50223055",
                "SK2022749618",
                "GB802311781",
                "CHE107787578IVA",
                "NO995525827MVA"
            })
    void refusesWrongCheckDigits(String number) {
        assertThat(VatNumbers.refusal(number, "DE")).isEqualTo("must be a VAT number: its check digit is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ATU1358562", "DE036695976", "DE13669597", "FRO1404833048", "GBGD500", "CHE107787577", "DE"})
    void refusesOtherForms(String number) {
        assertThat(VatNumbers.refusal(number, "DE")).startsWith("must have the form of a VAT number such as ");
    }

    @ParameterizedTest
    @CsvSource({
        "de 136.695.976, DE136695976",
        "CHE-107.787.577 IVA, CHE107787577IVA",
        "nl004495445b01, NL004495445B01",
        "FR 83 404 833 048, FR83404833048"
    })
    void leavesOutSeparators(String written, String normal) {
        assertThat(VatNumbers.normal(written)).isEqualTo(normal);
    }

    @Test
    void companyMayBeRegisteredInAnotherCountry() {
        assertThat(VatNumbers.refusal("FR83404833048", "DE")).isNull();
        assertThat(VatNumbers.refusal("EL094259216", "GR")).isNull();
        assertThat(VatNumbers.refusal("136695976", "DE"))
                .isEqualTo("must begin with the prefix of its country, as in DE136695976");
        assertThat(VatNumbers.refusal("094259216", "GR")).contains("EL094259216");
    }

    @Test
    void takesNumbersOfOtherCountriesAsTheyAre() {
        assertThat(VatNumbers.refusal("51824753556", "AU")).isNull();
        assertThat(VatNumbers.refusal("123", "AU")).isEqualTo("must have 4 to 20 letters and digits");
        assertThat(VatNumbers.refusal("12345&789", "AU")).isEqualTo("must have 4 to 20 letters and digits");
    }
}
