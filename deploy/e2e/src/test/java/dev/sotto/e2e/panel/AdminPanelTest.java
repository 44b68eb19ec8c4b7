package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Mailbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tenant's Admin in a browser: people, keys, plan, usage, audit log and workflows. */
class AdminPanelTest extends BrowserTest {

    private static final String HOSTILE = "=1+1<img src=x onerror=alert(1)>";
    private static final Pattern SIGN_IN = Pattern.compile(".*/sign-in.*");

    /** An organisation of its own, because people and keys are counted. */
    private static Organisation harbour;

    private static String job;

    @BeforeAll
    static void organisation() {
        harbour = Organisation.create("Harbour");
        // Its usage is looked at later.
        submitJob(harbour.admin());
        job = harbour.admin()
                .get("/api/v1/jobs")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
    }

    private record Organisation(String id, String boss, Api admin) {

        static Organisation create(String name) {
            String plan = made(
                    "/api/v1/subscription-plans",
                    Map.of(
                            "name",
                            name + " " + UUID.randomUUID(),
                            "price_monthly",
                            "29.00",
                            "currency",
                            "EUR",
                            "storage_quota_mb",
                            100,
                            "processing_quota_minutes",
                            60,
                            "max_users",
                            5));
            String id = made("/api/v1/tenants", Map.of("name", name + " Office", "subscription_plan_id", plan));
            String boss = "boss-" + UUID.randomUUID() + "@example.com";
            made("/api/v1/users", Map.of("tenant_id", id, "email", boss, "role", "Admin"));
            accept(boss, HOSTILE, "Boss");
            return new Organisation(id, boss, new Api(sotto.address()).signIn(boss, PASSWORD));
        }

        private static String made(String path, Map<String, ?> body) {
            return cast.reseller()
                    .post(path, body)
                    .expect(201)
                    .json()
                    .path("id")
                    .asText();
        }
    }

    private static void accept(String email, String firstName, String lastName) {
        new Api(sotto.address())
                .post(
                        "/api/v1/auth/invitations",
                        Map.of(
                                "token",
                                new Mailbox(sotto.mail()).invitation(email),
                                "password",
                                PASSWORD,
                                "first_name",
                                firstName,
                                "last_name",
                                lastName))
                .expect(200);
    }

    @Test
    void adminInvitesPromotesSuspendsAndStaysTheLastAdmin() {
        open("/people", harbour.boss());
        String email = "ada-" + UUID.randomUUID() + "@example.com";

        button(page, "Invite somebody").click();
        page.getByLabel("E-mail").fill(email);
        field(page, "First name").fill("<script>alert(1)</script>");
        button(page, "Send the invitation").click();
        Locator row = row("alert(1)</script>");
        assertThat(row).containsText("Invited");
        assertThat(page.locator(".seats")).containsText("of 5 seats used");
        accept(email, "Ada", "Byron");

        page.reload();
        Locator ada = row("Ada Byron");
        assertThat(ada).containsText("Active");
        act("Ada Byron", "Change the role");
        field(page, "Role").click();
        page.locator(".ant-select-item-option")
                .getByText("Admin", new Locator.GetByTextOptions().setExact(true))
                .click();
        Browser.screenshot(page, "person-role");
        dialogButton("Change the role").click();
        assertThat(ada).containsText("Admin");

        act("Ada Byron", "Suspend");
        dialogButton("Suspend").click();
        assertThat(ada).containsText("Suspended");
        act(HOSTILE + " Boss", "Change the role");
        field(page, "Role").click();
        page.locator(".ant-select-item-option")
                .getByText("User", new Locator.GetByTextOptions().setExact(true))
                .click();
        dialogButton("Change the role").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is the last active Admin.");
        dialogButton("Cancel").click();

        act("Ada Byron", "Remove");
        dialogButton("Remove for ever").click();
        assertThat(ada).hasCount(0);
        isClean();
    }

    @Test
    void keyIsShownOnceWorksAndIsRevoked() {
        open("/keys", harbour.boss());
        String name = "Robot " + UUID.randomUUID();

        button(page, "New key").click();
        field(page, "Name").fill(name);
        Browser.screenshot(page, "key-new");
        button(page, "Create the key").click();
        String secret = page.locator(".secret").textContent();
        page.keyboard().press("Escape");
        assertThat(button(page, "Done")).isDisabled();
        Browser.screenshot(page, "key-secret");
        page.getByLabel("I have kept the key").check();
        button(page, "Done").click();
        assertThat(page.locator(".secret")).hasCount(0);
        Api robot = new Api(sotto.address()).withKey(secret);
        assertThat(robot.get("/api/v1/jobs").status()).isEqualTo(200);

        button(page, "Revoke " + name).click();
        dialogButton("Revoke").click();
        assertThat(row(name)).containsText("Revoked");
        Await.until(() -> robot.get("/api/v1/jobs").status(), status -> status == 401);
        isClean();
    }

    @Test
    void usageIsShownByDayAndPersonAndSavedAsATable() throws IOException {
        Await.until(
                () -> harbour.admin().get("/api/v1/usage").expect(200).json().path("totals"),
                totals -> totals.size() == 2);
        open("/usage", harbour.boss());

        assertThat(page.locator(".chart svg").first()).isVisible();
        page.getByText("Show as a table").click();
        assertThat(page.getByRole(AriaRole.TABLE, named("By day")).getByRole(AriaRole.ROW))
                .hasCount(2);
        assertThat(page.getByRole(AriaRole.TABLE, named("By person"))).containsText(HOSTILE);
        Browser.screenshot(page, "usage-table");
        Download saved = page.waitForDownload(button(page, "Download CSV")::click);
        String table = Files.readString(saved.path(), StandardCharsets.UTF_8);
        assertThat(table.lines().skip(1))
                .singleElement()
                .asString()
                .contains(",'" + HOSTILE + " Boss,")
                .containsPattern(",[0-9]+\\.[0-9]{6},[0-9]+\\.[0-9]{6}$");
        page.getByText("12 months").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("By month"))).isVisible();
        isClean();
    }

    @Test
    void supportIsSeenByBothSidesAndEnds() {
        Api helper = new Api(sotto.address()).signIn(join(cast.reseller(), "ResellerAdmin"), PASSWORD);
        String bossId = harbour.admin()
                .get("/api/v1/users/me")
                .expect(200)
                .json()
                .path("id")
                .asText();
        String reason = "Ticket <b>4711</b>";
        String token = helper.post(
                        "/api/v1/auth/impersonations",
                        Map.of("tenant_id", harbour.id(), "user_id", bossId, "reason", reason))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        Api delegated = new Api(sotto.address()).withKey(token);

        page.navigate("/#/help?token=" + token);
        Locator banner = page.getByRole(AriaRole.REGION, named("Support"));
        assertThat(banner).containsText("Grace Hopper acts as " + HOSTILE + " Boss.");
        assertThat(banner).containsText(reason);
        assertThat(page.url()).doesNotContain("token");
        assertThat(page.evaluate("() => Object.values(localStorage).join() + Object.values(sessionStorage).join()"))
                .asString()
                .doesNotContain(token);
        page.navigate("/people");
        assertThat(page.getByText("The support session is over")).isVisible();
        page.evaluate("() => sessionStorage.clear()");
        page.navigate("about:blank");
        page.navigate("/#/help?token=" + token);
        page.getByRole(AriaRole.LINK, named("People")).click();
        assertThat(row(HOSTILE)).isVisible();
        assertThat(button(page, "Invite somebody")).hasCount(0);
        Browser.screenshot(page, "support");
        button(page, "End").click();
        assertThat(page.getByText("The support session is over")).isVisible();
        Await.until(() -> delegated.get("/api/v1/me").status(), status -> status == 401);

        page = browser.person(1280, 800).newPage();
        open("/audit", harbour.boss());
        Locator begun = page.locator(".entry")
                .filter(new Locator.FilterOptions().setHasText("Support session begun"))
                .first();
        assertThat(begun).containsText("Grace Hopper");
        assertThat(begun).containsText(reason);
        field(page, "What").click();
        page.locator(".ant-select-item-option").getByText("Support sessions").click();
        assertThat(page).hasURL(Pattern.compile(".*what=support"));
        assertThat(page.locator(".entry").getByText("Created")).hasCount(0);
        isClean();
    }

    @Test
    void workflowIsMadeCopiedSharedChangedByTwoAndDeleted() {
        open("/workflows", harbour.boss());
        String name = "Minutes " + UUID.randomUUID();
        button(page, "New workflow").click();
        button(page, "Create").click();
        assertThat(page.getByText("Fill this in.")).isVisible();
        field(page, "Name").fill(name);
        page.getByLabel("LRC").check();
        button(page, "Create").click();
        assertThat(page.getByRole(AriaRole.HEADING, named(name))).isVisible();
        String made = page.url();

        field(page, "Description").fill("Mine");
        Page second = person.newPage();
        second.navigate(made);
        field(second, "Description").fill("Of a colleague");
        button(second, "Save").click();
        assertThat(second.getByText("Saved.")).isVisible();
        button(page, "Save").click();
        Locator conflict =
                page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("Somebody else changed"));
        assertThat(conflict).containsText("Mine");
        assertThat(conflict).containsText("Of a colleague");
        Browser.screenshot(page, "workflow-conflict");
        button(page, "Save my version").click();
        assertThat(conflict).hasCount(0);
        second.reload();
        assertThat(field(second, "Description")).hasValue("Mine");

        act(name, "Share with the organisation");
        assertThat(page.getByLabel("Shared with the organisation")).isChecked();
        act(name, "Copy");
        assertThat(page.getByRole(AriaRole.HEADING, named("Copy of " + name))).isVisible();
        act("Copy of " + name, "Delete");
        dialogButton("Delete").click();
        assertThat(page).hasURL(Pattern.compile(".*/workflows$"));
        assertThat(row(name)).hasCount(1);
        assertThat(row(name)).containsText("Shared");

        act("w", "Delete");
        dialogButton("Delete").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Jobs have run it");
        isClean();
    }

    @Test
    void pageThatIsOpenShowsThatTheOrganisationWasSuspended() {
        Organisation suspended = Organisation.create("Closing");
        open("/workflows/new", suspended.boss());
        field(page, "Name").fill("Too late");
        cast.reseller()
                .put("/api/v1/tenants/" + suspended.id() + "/suspensions/Reseller")
                .expect(200);

        Map<String, Object> graph = Map.of("nodes", List.of(Map.of("id", "t", "type", "transcription")));
        Await.until(
                () -> suspended
                        .admin()
                        .post("/api/v1/workflows", Map.of("name", "w", "config", graph))
                        .status(),
                status -> status == 403);

        button(page, "Create").click();
        assertThat(page.getByText("This organisation is suspended")).isVisible();
        assertThat(page.getByText("Your reseller has suspended it.")).isVisible();
        assertThat(button(page, "Create")).hasCount(0);
        Browser.screenshot(page, "suspended");
        page.getByRole(AriaRole.LINK, named("People")).click();
        assertThat(row(HOSTILE)).isVisible();
        assertThat(button(page, "Invite somebody")).hasCount(0);
        isClean();
    }

    @Test
    void sessionThatEndedElsewhereLeadsToSignInAndBack() {
        String email = join(harbour.admin(), "User");
        open("/workflows?show=own", email);
        BrowserContext elsewhere = browser.person(1280, 800);
        Page other = elsewhere.newPage();
        other.navigate("/sign-in?next=/account/sessions");
        signIn(other, email, PASSWORD);
        button(other, "Sign out everywhere else").click();
        assertThat(other.getByText("You are signed in nowhere else.")).isVisible();

        page.reload();
        assertThat(page).hasURL(SIGN_IN);
        signIn(page, email, PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/workflows\\?show=own$"));
        // A User has no place for what only an Admin may.
        assertThat(page.getByRole(AriaRole.LINK, named("API keys"))).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, named("People"))).hasCount(0);
        isClean();
    }

    @Test
    void foreignIdInTheAddressIsGoneOrNotYours() {
        String foreign = cast.admin()
                .get("/api/v1/workflows")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        open("/workflows/" + foreign, harbour.boss());

        assertThat(page.getByRole(AriaRole.HEADING, named("Gone, or not yours")))
                .isVisible();
        page.navigate("/workflows/no-id");
        assertThat(page.getByRole(AriaRole.HEADING, named("Gone, or not yours")))
                .isVisible();
        String foreignJob = cast.admin()
                .get("/api/v1/jobs")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        assertThat(foreignJob).isNotEqualTo(job);
        page.navigate("/jobs/" + foreignJob);
        assertThat(page.getByText("It is gone, or not yours.")).isVisible();
        isClean();
    }

    /** A campaign looks at all screens, a build at two. */
    @Test
    void everyAdminScreenIsAccessibleInLightAndDarkAndOnAPhone() {
        String workflow = harbour.admin()
                .get("/api/v1/workflows")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        for (int width : List.of(1280, 390)) {
            person = browser.person(width, 800);
            page = person.newPage();
            open("/people", harbour.boss());
            looksAt("people", "/people");
            looksAt("usage", "/usage");
            if (CAMPAIGN) {
                looksAt("keys", "/keys");
                looksAt("plan", "/plan");
                looksAt("audit", "/audit");
                looksAt("workflows", "/workflows");
                looksAt("workflow", "/workflows/" + workflow);
                looksAt("workflow-new", "/workflows/new");
                looksAt("missing", "/workflows/no-id");
            }
        }
        isClean();
    }

    private void open(String path, String email) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate("/sign-in?next=" + java.net.URLEncoder.encode(path, StandardCharsets.UTF_8));
        signIn(page, email, PASSWORD);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page).not().hasURL(SIGN_IN);
    }

    private Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    private void act(String name, String action) {
        button(page, "Actions for " + name).click();
        menuItem(action).click();
    }

    private Locator dialogButton(String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
