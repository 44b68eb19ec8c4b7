package dev.sotto.tenants.users;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.migration.NormalizeEmails;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses from before they had one form, brought into it by the migration step. */
@QuarkusTest
class NormalEmailsMigrationTest {

    private static final String EMAIL = "select email, version from users where id = ?";

    private final String tail = "-" + UUID.randomUUID() + "@münchen.example";

    private Tenant tenant;

    @BeforeEach
    void undoTheMigration() throws SQLException {
        tenant = aTenant();
        asSuperuser("""
                alter table users drop constraint users_email_is_normal;
                alter table proofs drop constraint proofs_new_email_is_normal, drop constraint proofs_old_email_is_normal;
                alter table reset_requests drop constraint reset_requests_email_is_normal;
                delete from databasechangelog where id like '%-normal-emails'""");
    }

    @AfterEach
    void migrateWhatIsLeft() throws SQLException {
        asSuperuser("update users set email = id || '@acme.example' where email ~ '[^[:ascii:]]'");
        migrate();
    }

    @Test
    void bringsTheAddressesThatAreThereIntoTheirNormalForm() throws SQLException {
        Member domain = oldMember("ada" + tail);
        Member composed = oldMember("jose\u0301-" + UUID.randomUUID() + "@acme.example");
        Member ascii = aMember(tenant, Role.User);
        change("""
                insert into proofs (id, tenant_id, user_id, kind, new_email, old_email)
                values (gen_random_uuid(), ?, ?, 'EmailChange', ?, ?)""", tenant.id(), domain.id(), "new" + tail, "old" + tail);
        long version = Long.parseLong(
                rows("select version from users where id = ?", domain.id()).get(0));

        migrate();

        String normalTail = tail.replace("münchen", "xn--mnchen-3ya");
        assertThat(rows(EMAIL, domain.id())).containsExactly("ada" + normalTail + "|" + (version + 1));
        assertThat(rows("select normalize(email, nfd) = ? from users where id = ?", composed.email(), composed.id()))
                .containsExactly("t");
        assertThat(rows("select email from users where id = ?", ascii.id())).containsExactly(ascii.email());
        assertThat(rows("select new_email, old_email from proofs where user_id = ?", domain.id()))
                .containsExactly("new" + normalTail + "|old" + normalTail);
        signIn("ADA" + normalTail, PASSWORD).then().statusCode(200);
    }

    @Test
    void refusesToDecideWhoseAnAddressIs() {
        Member one = oldMember("ada" + tail);
        Member other = oldMember("ada" + tail.replace("münchen", "mu\u0308nchen"));
        Member third = oldMember("ada" + tail.replace("münchen", "xn--mnchen-3ya"));

        assertThatThrownBy(NormalEmailsMigrationTest::migrate)
                .hasMessageContaining("have one e-mail address in several spellings")
                .hasMessageContaining(one.id().toString())
                .hasMessageContaining(other.id().toString())
                .hasMessageContaining(third.id().toString())
                .hasMessageNotContaining("@xn--");

        assertThat(rows("select email from users where id = ?", one.id())).containsExactly("ada" + tail);
    }

    @Test
    void refusesAnAddressWithoutADomain() {
        Member member = oldMember("ada-" + UUID.randomUUID() + "@a_ü.example");

        assertThatThrownBy(NormalEmailsMigrationTest::migrate)
                .hasMessageContaining("no valid domain name")
                .hasMessageContaining(member.id().toString());
    }

    @Test
    void refusesToRunAsARoleThatDoesNotSeeEveryRow() throws SQLException {
        NormalizeEmails change = new NormalizeEmails();
        change.setTable("users");
        change.setColumn("email");
        PostgresDatabase database = new PostgresDatabase();
        try (Connection app = SottoTestResource.databases().connect("tenant", "tenant_app")) {
            database.setConnection(new JdbcConnection(app));

            assertThatThrownBy(() -> change.execute(database)).hasMessageContaining("row-level security");
        }
    }

    private Member oldMember(String email) {
        Member member = aMember(tenant, Role.User);
        change("update users set email = ? where id = ?", email, member.id());
        return new Member(member.id(), email, member.accessToken(), member.refreshToken());
    }

    private static void migrate() throws SQLException {
        SottoTestResource.databases().migrate("tenant", Thread.currentThread().getContextClassLoader());
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = SottoTestResource.databases().superuser("tenant");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
