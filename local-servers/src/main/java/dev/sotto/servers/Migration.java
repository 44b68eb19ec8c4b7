package dev.sotto.servers;

import java.io.OutputStream;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Runs Liquibase without the application, its log output and its telemetry. */
public final class Migration {
    // A strong reference, because java.util.logging forgets the level of a logger that nobody references.
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    private Migration() {}

    /**
     * Brings a database up to date.
     *
     * @param changelogs finds {@code db/changelog.xml} and what it includes
     * @param changes loads the changes that are Java classes
     */
    public static void run(Connection migrator, ClassLoader changelogs, ClassLoader changes) {
        LIQUIBASE.setLevel(Level.WARNING);
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.resourceAccessor.name(), new ClassLoaderResourceAccessor(changelogs));
        scope.put(Scope.Attr.classLoader.name(), changes);
        scope.put(Scope.Attr.ui.name(), new LoggerUIService());
        scope.put("liquibase.analytics.enabled", false);
        try {
            Scope.child(scope, () -> update(migrator));
        } catch (Exception e) {
            throw new IllegalStateException("the migration failed: " + e.getMessage(), e);
        }
    }

    private static void update(Connection migrator) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(migrator));
        CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "db/changelog.xml")
                .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY_OUTPUT, UpdateSummaryOutputEnum.LOG);
        update.setOutput(OutputStream.nullOutputStream());
        update.execute();
    }
}
