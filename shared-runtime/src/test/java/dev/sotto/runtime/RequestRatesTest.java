package dev.sotto.runtime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.json.Ids;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rate limits of a plan, and their headers. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class RequestRatesTest {

    @Test
    void refusesRequestsAboveThePlanWithRetryAfter() {
        Heard tenant = Heard.user();
        Heard.tell(tenantOn(tenant, 1, 2));

        Response first = ask(tenant.token());
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().getValues("RateLimit-Policy"))
                .containsExactly("\"person\";q=2;w=60", "\"people\";q=1;w=60");
        assertThat(first.headers().getValues("RateLimit"))
                .satisfiesExactly(
                        person -> assertThat(person).startsWith("\"person\";r=1;t="),
                        people -> assertThat(people).startsWith("\"people\";r=0;t="));

        Response second = ask(tenant.token());
        second.then().statusCode(429).body("type", equalTo("https://sotto.dev/problems/too-many-requests"));
        assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void tenantsAreCountedSeparately() {
        Heard busy = Heard.user();
        Heard calm = Heard.user();
        Heard.tell(tenantOn(busy, 1, 1));
        Heard.tell(tenantOn(calm, 1, 1));
        ask(busy.token());

        assertThat(ask(busy.token()).statusCode()).isEqualTo(429);
        assertThat(ask(calm.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsRefusedByKeyLimitDoNotCountForTenant() {
        Heard tenant = Heard.user();
        Heard.tell(tenant.user(1, UserStatus.Active));
        Heard.tell(tenantOn(tenant, 2, 1));
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        Heard.tell(tenant.key(key, 1, null, false));
        ApiKeyText other = ApiKeyText.fresh(Ids.next());
        Heard.tell(tenant.key(other, 1, null, false));

        assertThat(ask(key.text()).headers().getValues("RateLimit-Policy"))
                .containsExactly("\"key\";q=1;w=60", "\"tenant\";q=2;w=60");
        for (int refused = 0; refused < 3; refused++) {
            assertThat(ask(key.text()).statusCode()).isEqualTo(429);
        }
        assertThat(ask(other.text()).statusCode()).isEqualTo(200);
    }

    @Test
    void keysDoNotKeepPeopleOut() {
        Heard tenant = Heard.user();
        Heard.tell(tenant.user(1, UserStatus.Active));
        Heard.tell(tenantOn(tenant, 2, 2));
        ApiKeyText runaway = ApiKeyText.fresh(Ids.next());
        Heard.tell(tenant.key(runaway, 1, null, false));
        assertThat(ask(runaway.text()).statusCode()).isEqualTo(200);
        assertThat(ask(runaway.text()).statusCode()).isEqualTo(200);
        assertThat(ask(runaway.text()).statusCode()).isEqualTo(429);

        assertThat(ask(tenant.token()).statusCode()).isEqualTo(200);
        assertThat(ask(tenant.token()).statusCode()).isEqualTo(200);
        assertThat(ask(tenant.token()).statusCode()).isEqualTo(429);
    }

    @Test
    void onePersonDoesNotKeepAnotherOut() {
        Heard busy = Heard.user();
        Heard.tell(tenantOn(busy, 3, 1));
        String calm = SottoTestResource.tokens()
                .user(busy.tenantId(), busy.resellerId())
                .sign();
        assertThat(ask(busy.token()).statusCode()).isEqualTo(200);
        for (int refused = 0; refused < 3; refused++) {
            assertThat(ask(busy.token()).statusCode()).isEqualTo(429);
        }

        assertThat(ask(calm).statusCode()).isEqualTo(200);
    }

    @Test
    void impersonatorUsesTheirOwnRate() {
        Heard person = Heard.user();
        Heard.tell(tenantOn(person, 3, 1));
        String helper = person.tokenFor(Ids.next());
        assertThat(ask(person.token()).statusCode()).isEqualTo(200);
        assertThat(ask(person.token()).statusCode()).isEqualTo(429);

        assertThat(ask(helper).statusCode()).isEqualTo(200);
    }

    private static Response ask(String bearer) {
        return given().auth().oauth2(bearer).get("/probe/work");
    }

    private static TenantChanged tenantOn(Heard of, int perMinute, int perMinuteAndKey) {
        return new TenantChanged(
                of.tenantId(),
                1,
                of.resellerId(),
                of.kind(),
                TenantStatus.Active,
                Set.of(),
                null,
                Instant.EPOCH,
                0,
                0,
                5,
                1,
                2,
                perMinute,
                perMinuteAndKey,
                PlanFeatures.ALL,
                null);
    }
}
