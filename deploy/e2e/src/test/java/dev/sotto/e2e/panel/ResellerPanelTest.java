package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Mailbox;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Those who sell Sotto, in a browser: the operator, a reseller, and the first Admin of its first customer. */
class ResellerPanelTest extends BrowserTest {

    private static final Pattern SIGN_IN = Pattern.compile(".*/sign-in.*");
    private static final String REASON = "Ticket 4711: cannot find a job";

    @Test
    void operatorMakesAResellerThatMakesPlanAndTenantWhoseAdminSignsIn() {
        String run = UUID.randomUUID().toString().substring(0, 8);
        String seller = "seller-" + run + "@example.com";
        String boss = "boss-" + run + "@example.com";
        String plan = "Studio " + run;
        String customer = "Harbour " + run;

        open(page, "/", sotto.place().adminEmail(), sotto.place().adminPassword());
        heading("Overview");
        link("Resellers").click();
        button(page, "New reseller").click();
        field(page, "Name").fill("Nightingale " + run);
        field(page, "Contact").fill("office-" + run + "@example.com");
        page.getByLabel("Commission in percent").fill("15,5");
        field(page, "E-mail of the reseller admin").fill(seller);
        Browser.screenshot(page, "reseller-new");
        button(page, "Create the reseller").click();
        heading("Nightingale " + run);
        assertThat(page.locator(".rates")).containsText("15.50 %");
        assertThat(row(seller)).containsText("Invited");

        page = browser.person(1280, 800).newPage();
        accept(seller);
        open(page, "/", seller, PASSWORD);
        heading("First steps");
        Browser.screenshot(page, "reseller-first-steps");
        link("Customer").last().click();
        field(page, "Name of the organisation").fill(customer);
        // It is chosen already if the platform offers no plan, which others may have made.
        field(page, "Plan").click();
        option("A new plan …");
        field(page, "Name of the plan").fill(plan);
        field(page, "Price of a month").fill("29");
        field(page, "E-mail").fill(seller);
        button(page, "Create the customer").click();
        // The address is taken, so the customer is there, and its Admin is not.
        assertThat(page.getByText(customer + " is there, with its plan. Only its first Admin is missing."))
                .isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This address cannot be invited");
        Browser.screenshot(page, "tenant-half-done");

        link("Overview").click();
        link("First Admin").click();
        field(page, "E-mail").fill(boss);
        button(page, "Send the invitation").click();
        heading(customer);
        assertThat(page.getByRole(AriaRole.HEADING, named(plan))).isVisible();
        assertThat(page.getByText("€29.00")).isVisible();

        page = browser.person(1280, 800).newPage();
        accept(boss);
        open(page, "/", boss, PASSWORD);
        seesJobs(page);
        assertThat(page.getByText(customer)).isVisible();
        isClean();
    }

    @Test
    void resellerHelpsSuspendsLiftsAndChangesThePlanOfATenant() {
        Shop shop = Shop.open();
        String small = shop.plan("Small", "10.00");
        String large = shop.plan("Large", "50.00");
        String tenant = shop.tenant("Quay", small);
        String boss = shop.admin(tenant);
        open(page, "/tenants", shop.email(), PASSWORD);
        assertThat(row("Quay")).containsText("1 of 5");
        page.getByRole(AriaRole.ROW).getByText("Quay").click();
        heading("Quay");

        button(page, "Change the plan").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Plan").click();
        option("Large " + shop.run());
        assertThat(page.getByRole(AriaRole.REGION, named("What it would cost"))).containsText("€50.00");
        Browser.screenshot(page, "tenant-plan-change");
        dialogButton("Change it").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Large " + shop.run())))
                .isVisible();
        assertThat(large).isNotEqualTo(small);

        act("Quay", "Suspend");
        field(page, "Note").fill("Unpaid since March");
        dialogButton("Suspend").click();
        assertThat(page.getByText("Its reseller has suspended it.")).isVisible();
        Browser.screenshot(page, "tenant-suspended");
        act("Quay", "Lift the suspension");
        assertThat(page.getByText("Its reseller has suspended it.")).hasCount(0);
        page.getByRole(AriaRole.LINK, named("Audit log")).last().click();
        assertThat(page.locator(".entry").getByText("Suspension lifted").first())
                .isVisible();

        page.getByRole(AriaRole.LINK, named("People")).click();
        button(page, "Help as Grace Hopper").click();
        field(page, "Reason").fill("Too short");
        dialogButton("Open the tab").click();
        assertThat(page.getByText("At least 10 characters.")).isVisible();
        field(page, "Reason").fill(REASON);
        Browser.screenshot(page, "tenant-help");
        Page helped = person.waitForPage(() -> dialogButton("Open the tab").click());
        Locator banner = helped.getByRole(AriaRole.REGION, named("Support"));
        assertThat(banner).containsText("Grace Hopper acts as Grace Hopper.");
        assertThat(banner).containsText(REASON);
        assertThat(helped.url()).doesNotContain("token");
        assertThat(helped.evaluate("() => window.opener")).isNull();
        button(helped, "End").click();
        assertThat(helped.getByText("The support session is over")).isVisible();
        // The reseller's own tab is still its own.
        assertThat(row(boss)).isVisible();
        isClean();
    }

    @Test
    void planGetsAVersionAndItsSubscribersMove() {
        Shop shop = Shop.open();
        String plan = shop.plan("Basic", "10.00");
        shop.tenant("Pier", plan);
        open(page, "/plans/" + plan, shop.email(), PASSWORD);
        heading("Basic " + shop.run());
        assertThat(row("Pier")).containsText("Version 1");

        button(page, "Edit").click();
        field(page, "Price of a month").fill("12.50");
        page.getByLabel("translation").uncheck();
        Browser.screenshot(page, "plan-edit");
        button(page, "Save").click();
        assertThat(page.locator(".versions")).containsText("Version 2");
        assertThat(page.getByText("Not included: translation")).isVisible();
        button(page, "Move all to version 2").click();
        field(page, "When").click();
        option("Now");
        dialogButton("Move them").click();
        assertThat(page.getByText("1 subscription will be moved.")).isVisible();
        Await.until(
                () -> {
                    page.reload();
                    assertThat(row("Pier")).isVisible();
                    return row("Pier").textContent();
                },
                text -> text.contains("Version 2"));

        button(page, "Archive").click();
        dialogButton("Archive").click();
        assertThat(page.getByText("Archived", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        button(page, "Put on sale").click();
        assertThat(button(page, "Archive")).isVisible();
        isClean();
    }

    @Test
    void moneyLeadsFromALineToItsChargeAndTenantAndIsSaved() throws IOException {
        Shop shop = Shop.open();
        String tenant = shop.tenant("Wharf", shop.plan("Basic", "10.00"));
        Await.until(
                () -> shop.api().get("/api/v1/commission").expect(200).json().path("items"),
                items -> items.size() == 1);
        open(page, "/money", shop.email(), PASSWORD);
        assertThat(page.locator(".money-balance")).containsText("€2.00");
        button(page, "Show the charge").click();
        Locator charge = page.getByRole(AriaRole.DIALOG);
        assertThat(charge).containsText("€10.00");
        Browser.screenshot(page, "money-charge");
        charge.getByText("Wharf").click();
        assertThat(page).hasURL(Pattern.compile(".*/tenants/" + tenant + "/charges"));
        assertThat(row("plan for the period")).containsText("€10.00");

        page.navigate("/money/charges?kind=Refund");
        assertThat(page.getByText("Nothing was charged yet.")).isVisible();
        page.navigate("/money/charges");
        Download saved = page.waitForDownload(button(page, "Download CSV")::click);
        String table = Files.readString(saved.path(), StandardCharsets.UTF_8);
        assertThat(table.lines().skip(1)).singleElement().asString().contains(tenant);
        isClean();
    }

    @Test
    void idOfAnotherResellersTenantIsGoneOrNotYours() {
        Shop shop = Shop.open();
        open(page, "/tenants/" + cast.tenantId(), shop.email(), PASSWORD);

        heading("Gone, or not yours");
        page.navigate("/tenants/no-id");
        heading("Gone, or not yours");
        page.navigate("/plans/" + UUID.randomUUID());
        heading("Gone, or not yours");
        page.navigate("/resellers");
        assertThat(page.getByRole(AriaRole.LINK, named("Resellers"))).hasCount(0);
        assertThat(button(page, "New reseller")).hasCount(0);
        isClean();
    }

    /** A campaign looks at all screens, a build at some. */
    @Test
    void everySellersScreenIsAccessibleInLightAndDarkAndOnAPhone() {
        Shop shop = Shop.open();
        String plan = shop.plan("Studio", "29.00");
        String tenant = shop.tenant("Harbour Office", plan);
        shop.admin(tenant);
        for (int width : List.of(1280, 390)) {
            person = browser.person(width, 800);
            page = person.newPage();
            open(page, "/", shop.email(), PASSWORD);
            looksAt("seller-overview", "/overview");
            looksAt("seller-tenants", "/tenants");
            looksAt("seller-tenant", "/tenants/" + tenant);
            if (CAMPAIGN) {
                looksAt("seller-tenant-new", "/tenants/new");
                looksAt("seller-tenant-people", "/tenants/" + tenant + "/people");
                looksAt("seller-tenant-usage", "/tenants/" + tenant + "/usage");
                looksAt("seller-tenant-charges", "/tenants/" + tenant + "/charges");
                looksAt("seller-tenant-audit", "/tenants/" + tenant + "/audit");
                looksAt("seller-plans", "/plans");
                looksAt("seller-plan", "/plans/" + plan);
                looksAt("seller-plan-new", "/plans/new");
                looksAt("seller-money", "/money");
                looksAt("seller-charges", "/money/charges");
                looksAt("seller-team", "/people");
                looksAt("seller-audit", "/audit");
            }
            person = browser.person(width, 800);
            page = person.newPage();
            open(page, "/", sotto.place().adminEmail(), sotto.place().adminPassword());
            looksAt("operator-resellers", "/resellers");
            if (CAMPAIGN) {
                looksAt("operator-overview", "/overview");
                looksAt("operator-reseller", "/resellers/" + shop.id());
                looksAt("operator-reseller-new", "/resellers/new");
                looksAt("operator-tenants", "/tenants");
                looksAt("operator-tenant", "/tenants/" + tenant);
                looksAt("operator-plans", "/plans");
                looksAt("operator-money", "/money");
                looksAt("operator-engines", "/engines");
                looksAt("operator-audit", "/audit");
            }
        }
        isClean();
    }

    /** A reseller of its own, because what it sells is counted. */
    private record Shop(String id, String email, String run, Api api) {

        static Shop open() {
            String run = UUID.randomUUID().toString().substring(0, 8);
            Api platform = new Api(sotto.address())
                    .signIn(sotto.place().adminEmail(), sotto.place().adminPassword());
            String id = made(
                    platform,
                    "/api/v1/resellers",
                    Map.of("name", "Shop " + run, "email", "shop@example.com", "commission_rate", "20.00"));
            String email = "shop-" + run + "@example.com";
            made(platform, "/api/v1/users", Map.of("tenant_id", id, "email", email, "role", "ResellerAdmin"));
            accept(email);
            return new Shop(id, email, run, new Api(sotto.address()).signIn(email, PASSWORD));
        }

        String plan(String name, String price) {
            return made(
                    api,
                    "/api/v1/subscription-plans",
                    Map.of(
                            "name",
                            name + " " + run,
                            "price_monthly",
                            price,
                            "currency",
                            "EUR",
                            "storage_quota_mb",
                            100,
                            "processing_quota_minutes",
                            60,
                            "max_users",
                            5));
        }

        String tenant(String name, String plan) {
            String tenant = made(api, "/api/v1/tenants", Map.of("name", name, "subscription_plan_id", plan));
            Await.until(
                    () -> api.get("/api/v1/subscriptions?tenant_id=" + tenant)
                            .expect(200)
                            .json()
                            .path("items"),
                    items -> items.size() == 1);
            return tenant;
        }

        String admin(String tenant) {
            String email = "boss-" + UUID.randomUUID() + "@example.com";
            made(api, "/api/v1/users", Map.of("tenant_id", tenant, "email", email, "role", "Admin"));
            accept(email);
            return email;
        }

        private static String made(Api api, String path, Map<String, ?> body) {
            return api.post(path, body).expect(201).json().path("id").asText();
        }
    }

    private static void accept(String email) {
        new Api(sotto.address())
                .post(
                        "/api/v1/auth/invitations",
                        Map.of(
                                "token",
                                new Mailbox(sotto.mail()).invitation(email),
                                "password",
                                PASSWORD,
                                "first_name",
                                "Grace",
                                "last_name",
                                "Hopper"))
                .expect(200);
    }

    private static void open(Page page, String path, String email, String password) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate("/sign-in?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        signIn(page, email, password);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page).not().hasURL(SIGN_IN);
    }

    private void heading(String name) {
        assertThat(page.getByRole(AriaRole.HEADING, named(name))).isVisible();
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    private void option(String text) {
        page.locator(".ant-select-item-option")
                .getByText(text, new Locator.GetByTextOptions().setExact(true))
                .click();
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
