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
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Cast;
import dev.sotto.local.walk.Mailbox;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.Steps;
import dev.sotto.testing.TestTimeout;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People in browsers, over the running whole. What a failed test saw is kept in {@code target/failures}. */
abstract class BrowserTest {

    static final String PASSWORD = "correct horse battery";
    static final boolean CAMPAIGN = Boolean.getBoolean("sotto.campaign");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    static Sotto sotto;
    /** The people and organisations that all tests of the panel share. */
    static Cast cast;

    static Browser browser;
    /** An Admin who has joined. */
    static String member;

    @RegisterExtension
    final AfterTestExecutionCallback keepFailure = test -> test.getExecutionException()
            .ifPresent(failure -> browser.keep(test.getRequiredTestMethod().getName()));

    BrowserContext person;
    Page page;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(TestTimeout.MILLIS);
        sotto = RunningSotto.running();
        if (cast == null) {
            Steps steps = new Steps(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            cast = new Cast(sotto.place());
            cast.assemble(steps);
            cast.addNeighbour(steps);
            // People of all classes join, in any order.
            cast.reseller()
                    .patch("/api/v1/tenants/" + cast.tenantId(), Map.of("overrides", Map.of("max_users", 100)))
                    .expect(200);
            submitJob(cast.admin());
            member = join();
        }
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

    @AfterEach
    void leave() {
        browser.leave();
    }

    void looksAt(String name, String target) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String look =
                    name + "-" + page.viewportSize().width + "-" + scheme.name().toLowerCase(Locale.ROOT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            // A fresh page each time, so that no colour is on its way to another.
            page.navigate("about:blank");
            page.navigate(target);
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator(".ant-skeleton")).hasCount(0);
            Browser.screenshot(page, look);
            assertThat(violations()).as(look).isEmpty();
        }
    }

    /** Axe copies the styles of shadow roots into a document of its own, which the policy of the page refuses. */
    private String violations() {
        page.evaluate("() => { window.axeRuns = true; }");
        String found = axeViolations();
        page.evaluate("() => { window.axeRuns = false; }");
        return found;
    }

    private String axeViolations() {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + " " + node.getHtml() + " " + node.getFailureSummary()))
                        .collect(joining("\n"));
    }

    static void submitJob(Api admin) {
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

    static String invite(String role) {
        return invite(cast.admin(), role);
    }

    static String invite(Api admin, String role) {
        String email = "ada-" + UUID.randomUUID() + "@example.com";
        admin.post("/api/v1/users", Map.of("email", email, "role", role)).expect(201);
        return email;
    }

    /** Lets somebody join without a browser. */
    static String join() {
        return join(cast.admin(), "Admin");
    }

    static String join(Api admin, String role) {
        String email = invite(admin, role);
        String token = new Mailbox(sotto.mail()).invitation(email);
        new Api(sotto.address())
                .post(
                        "/api/v1/auth/invitations",
                        Map.of("token", token, "password", PASSWORD, "first_name", "Grace", "last_name", "Hopper"))
                .expect(200);
        return email;
    }

    /** Waits for a letter, and returns its link on the page of the mailbox. */
    Locator letterLink(String email, String path) {
        Locator link = page.locator("article")
                .filter(new Locator.FilterOptions().setHasText("To " + email))
                .locator("a")
                .filter(new Locator.FilterOptions().setHasText(path));
        return Await.until(
                () -> {
                    page.navigate("/mailbox");
                    return link;
                },
                found -> found.count() > 0);
    }

    static void signIn(Page page, String email, String password) {
        page.getByLabel("E-mail").fill(email);
        field(page, "Password").fill(password);
        button(page, "Sign in").click();
    }

    static void seesJobs(Page page) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Jobs")))
                .isVisible();
    }

    static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator menuItem(String name) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static void isClean() {
        assertThat(browser.violations).isEmpty();
        assertThat(browser.errors).isEmpty();
    }
}
