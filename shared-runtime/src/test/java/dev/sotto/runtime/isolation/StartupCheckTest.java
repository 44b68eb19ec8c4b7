package dev.sotto.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.SottoTestResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which logins and which PostgreSQL prevent the start of a service. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class StartupCheckTest {

    private static final String PASSWORD = "of-the-startup-check";

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @BeforeEach
    void logins() throws SQLException {
        sql(
                "create role startup_superuser login superuser password '" + PASSWORD + "'",
                "create role startup_bypassing login bypassrls password '" + PASSWORD + "'",
                "create role startup_member login password '" + PASSWORD + "' in role startup_bypassing",
                "create role startup_owner login password '" + PASSWORD + "'",
                "grant connect on database reseller to startup_bypassing, startup_member, startup_owner",
                "create schema startup",
                "create table startup.owned ()",
                "alter table startup.owned owner to startup_owner",
                // Imitates a PostgreSQL that sets the scope too late.
                """
                create function startup.set_config(setting text, value text, local boolean) returns text
                language sql as 'select value'""",
                "grant usage on schema startup to public");
    }

    @AfterEach
    void removeLogins() throws SQLException {
        sql("drop schema if exists startup cascade", """
                do $$
                declare login name;
                begin
                    for login in select rolname from pg_roles where starts_with(rolname, 'startup_') loop
                        execute format('drop owned by %I', login);
                        execute format('drop role %I', login);
                    end loop;
                end $$""");
    }

    @Test
    void startsWithItsOwnLogin() {
        assertThatCode(() -> check(own())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"startup_superuser", "startup_bypassing", "startup_member", "startup_owner"})
    void refusesLoginThatBypassesRowLevelSecurity(String login) {
        PgConnectOptions options = own().setUser(login).setPassword(PASSWORD);

        assertThatThrownBy(() -> check(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Refusing to start: the database login " + login + " ")
                .hasMessageContaining("deploy/database/roles.sql");
    }

    @Test
    void refusesPostgresThatReadsBeforeSettingTheScope() {
        PgConnectOptions options = own().addProperty("search_path", "startup, pg_catalog, public");

        assertThatThrownBy(() -> check(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reads before it sets whose rows may be read");
    }

    private PgConnectOptions own() {
        return PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    private void check(PgConnectOptions options) {
        Pool pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(options)
                .using(vertx)
                .build());
        try {
            new StartupCheck(pool, pool).check(new StartupEvent());
        } finally {
            pool.closeAndAwait();
        }
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection superuser = SottoTestResource.databases().superuser("reseller");
                Statement statement = superuser.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }
}
