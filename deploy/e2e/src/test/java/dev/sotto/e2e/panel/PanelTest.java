package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sotto.e2e.RunningSotto;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Cast;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.Steps;
import dev.sotto.testing.TestTimeout;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant's people in a browser: from the letter of an invitation to signing out everywhere. */
class PanelTest {

    private static final String PASSWORD = "correct horse battery";
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static Sotto sotto;
    private static Cast cast;
    private static Browser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(TestTimeout.MILLIS);
        sotto = RunningSotto.running();
        cast = new Cast(sotto.place());
        cast.assemble(new Steps(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)));
        submitJob(cast.admin());
        browser = Browser.start(sotto.address());
    }

    @AfterAll
    static void end() {
        browser.close();
    }

    @BeforeEach
    void newcomer() {
        browser.violations.clear();
        browser.errors.clear();
        person = browser.person(1280, 800);
        page = person.newPage();
    }

    @Test
    void newcomerJoinsByTheMailboxAndStaysSignedInUntilSigningOutInOneTab() {
        String email = invite("Admin");

        page.navigate("/mailbox");
        Locator link = page.locator("article")
                .filter(new Locator.FilterOptions().setHasText("To " + email))
                .locator("a");
        Page joining = person.waitForPage(link::click);
        assertThat(joining).hasURL(Pattern.compile(".*/accept-invitation$"));
        joining.getByLabel("First name").fill("Ada");
        joining.getByLabel("Last name").fill("Lovelace");
        field(joining, "New password").fill(PASSWORD);
        button(joining, "Join").click();
        seesJobs(joining);
        assertThat(joining.getByText("meeting.mp3").first()).isVisible();

        joining.reload();
        seesJobs(joining);
        Page second = person.newPage();
        second.navigate("/account/sessions");
        assertThat(second.getByText("This browser")).isVisible();
        assertThat(second.evaluate("() => Object.keys(localStorage).join() + document.cookie"))
                .asString()
                .doesNotContain("token", "refresh");

        button(joining, "Account of Ada Lovelace").click();
        joining.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(joining).hasURL(Pattern.compile(".*/sign-in.*"));
        assertThat(second).hasURL(Pattern.compile(".*/sign-in.*next=%2Faccount%2Fsessions"));

        signIn(second, email, PASSWORD);
        assertThat(second).hasURL(Pattern.compile(".*/account/sessions$"));
        seesJobs(joining);
        isClean();
    }

    @Test
    void usedLinkSaysWhoCanSendAnother() {
        page.navigate("/#/accept-invitation?token=used-or-never-made");
        field(page, "New password").fill(PASSWORD);
        button(page, "Join").click();

        assertThat(page.getByText("The person who invited you can send another.")).isVisible();
        isClean();
    }

    @Test
    void forgottenPasswordIsReplacedByTheLetter() {
        String email = join();
        page.navigate("/sign-in");
        page.getByText("Forgotten your password?").click();
        page.getByLabel("E-mail").fill(email);
        button(page, "Send the letter").click();
        assertThat(page.getByText("Look into your mailbox")).isVisible();

        page.navigate(letterLink(email, "reset-password"));
        field(page, "New password").fill("another horse battery");
        button(page, "Save the password").click();
        assertThat(page.getByText("Your password is changed")).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        signIn(page, email, PASSWORD);
        assertThat(page.getByText("is wrong")).isVisible();
        signIn(page, email, "another horse battery");
        seesJobs(page);
        isClean();
    }

    @Test
    void foreignPlaceIsNotGoneToAfterSigningIn() {
        page.navigate("/sign-in?next=https://evil.example/");
        signIn(page, join(), PASSWORD);

        seesJobs(page);
        assertThat(page.url()).startsWith(sotto.address().toString());
        isClean();
    }

    /** Makes the pictures that people look at, and reads each page as assistive programs do. */
    @Test
    void everyPageIsAccessibleInLightAndDarkAndOnAPhone() {
        String email = join();
        for (int width : List.of(1280, 390)) {
            person = browser.person(width, 800);
            page = person.newPage();
            looksAt("sign-in", "/sign-in", width);
            looksAt("forgot-password", "/forgot-password", width);
            looksAt("reset-password", "/#/reset-password?token=x", width);
            looksAt("accept-invitation", "/#/accept-invitation?token=x", width);
            looksAt("confirm-email", "/#/confirm-email?token=x", width);
            looksAt("used-link", "/accept-invitation", width);
            page.navigate("/sign-in");
            signIn(page, email, PASSWORD);
            seesJobs(page);
            looksAt("jobs", "/jobs", width);
            looksAt("jobs-empty", "/jobs?status=Cancelled", width);
            looksAt("profile", "/account", width);
            looksAt("password", "/account/password", width);
            looksAt("sessions", "/account/sessions", width);
            looksAt("not-found", "/nowhere", width);
            looksAt("mailbox", "/mailbox", width);
        }
        isClean();
    }

    private void looksAt(String name, String target, int width) {
        page.navigate("about:blank");
        page.navigate(target);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator(".ant-skeleton")).hasCount(0);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            // Colours move for a moment; axe would measure one in between.
            page.waitForFunction("() => document.getAnimations().every(a => a.playState !== 'running'"
                    + " || a.effect.getComputedTiming().iterations === Infinity)");
            Browser.screenshot(page, name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
            String found = new AxeBuilder(page)
                    .withTags(WCAG).analyze().getViolations().stream()
                            .flatMap(rule -> rule.getNodes().stream()
                                    .map(node -> rule.getId() + " " + node.getHtml() + " " + node.getFailureSummary()))
                            .collect(joining("\n"));
            assertThat(found).as(name + " " + width + " " + scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void submitJob(Api admin) {
        Map<String, Object> graph = Map.of(
                "nodes", List.of(Map.of("id", "t", "type", "transcription"), Map.of("id", "e", "type", "export")),
                "edges", List.of(Map.of("from", "t", "to", "e")));
        String workflow = admin.post("/api/v1/workflows", Map.of("name", "w", "config", graph))
                .expect(201)
                .json()
                .path("id")
                .asText();
        admin.upload("/api/v1/jobs", Map.of("workflow_id", workflow), Recording.sample())
                .expect(201);
    }

    private static String invite(String role) {
        String email = "ada-" + UUID.randomUUID() + "@example.com";
        cast.admin()
                .post("/api/v1/users", Map.of("email", email, "role", role))
                .expect(201);
        return email;
    }

    /** Lets somebody join without a browser. */
    private static String join() {
        String email = invite("Admin");
        String token = new dev.sotto.local.walk.Mailbox(sotto.mail()).invitation(email);
        new Api(sotto.address())
                .post("/api/v1/auth/invitations", Map.of("token", token, "password", PASSWORD))
                .expect(200);
        return email;
    }

    private String letterLink(String email, String path) {
        Page mailbox = person.newPage();
        Locator link = mailbox.locator("article")
                .filter(new Locator.FilterOptions().setHasText("To " + email))
                .locator("a")
                .filter(new Locator.FilterOptions().setHasText(path));
        return dev.sotto.local.walk.Await.until(
                () -> {
                    mailbox.navigate("/mailbox");
                    return link.count() == 0 ? "" : link.getAttribute("href");
                },
                href -> !href.isEmpty());
    }

    private static void signIn(Page page, String email, String password) {
        page.getByLabel("E-mail").fill(email);
        field(page, "Password").fill(password);
        button(page, "Sign in").click();
    }

    private static void seesJobs(Page page) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Jobs")))
                .isVisible();
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void isClean() {
        assertThat(browser.violations).isEmpty();
        assertThat(browser.errors).isEmpty();
    }
}
