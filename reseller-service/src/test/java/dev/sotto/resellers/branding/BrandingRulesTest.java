package dev.sotto.resellers.branding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.runtime.problem.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrandingRulesTest {

    @Test
    void acceptsValidBranding() {
        assertThat(BrandingRules.faults(new BrandingDetails(
                        "Night",
                        false,
                        Map.of("primary_color", "#0A7", "nav.background-color", "#00aa77", "font", "Inter, serif"),
                        Map.of("logo", "https://cdn.example/logo.svg?v=2", "favicon", "HTTPS://cdn.example/f.ico"),
                        Map.of("sign-in.title", "Hello <b>"))))
                .isEmpty();
    }

    @Test
    void pointsAtEachFault() {
        BrandingDetails details = new BrandingDetails(
                "Night",
                false,
                Map.of("Primary", "#fff", "text_color", "red"),
                Map.of("logo", "http://cdn.example/logo.svg"),
                Map.of("a/b~c", "text", "", "text"));

        assertThat(BrandingRules.faults(details).stream().map(Fault::pointer))
                .containsExactlyInAnyOrder(
                        "/theme/Primary", "/theme/text_color", "/assets/logo", "/texts/a~1b~0c", "/texts/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "red",
                "#12",
                "#1234",
                "#12345",
                "#1234567",
                "#ggg",
                "fff",
                "#fff;background:url(https://a.example)",
                "#fff\n"
            })
    void refusesColour(String colour) {
        assertThat(BrandingRules.faults(theme("color", colour))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/logo.svg",
                "//cdn.example/logo.svg",
                "javascript:alert(1)",
                "data:image/png;base64,AA==",
                "https:",
                "https:///logo.svg",
                "https://user@cdn.example/",
                "https://cdn.example/a b",
                "ftp://cdn.example/logo.svg"
            })
    void refusesAsset(String address) {
        BrandingDetails details = new BrandingDetails("Night", false, Map.of(), Map.of("logo", address), Map.of());

        assertThat(BrandingRules.faults(details)).extracting(Fault::pointer).containsExactly("/assets/logo");
    }

    private static BrandingDetails theme(String name, String value) {
        return new BrandingDetails("Night", false, Map.of(name, value), Map.of(), Map.of());
    }
}
