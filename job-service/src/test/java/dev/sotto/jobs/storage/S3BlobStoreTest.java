package dev.sotto.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over the S3 protocol, with a server on this machine. */
class S3BlobStoreTest extends BlobStoreContract {

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    BlobStore open(Path spool) {
        return new S3BlobStore(s3(server.address().toString(), S3Server.SECRET), new Spool(storage(spool)));
    }

    @Test
    void refusedCredentialsAreAnUnavailableStore() {
        Spool spool = new Spool(storage(directory));
        BlobStore refused = new S3BlobStore(s3(server.address().toString(), "wrong"), spool);
        try {
            assertThatThrownBy(() -> refused.read("a/b")).isInstanceOf(StoreUnavailable.class);
        } finally {
            refused.close();
        }
    }

    @Test
    void secretNeedsAKey() {
        Map<String, String> without = Map.of("sotto.storage.s3.bucket", "b", "sotto.storage.s3.access-key", "k");

        assertThatThrownBy(() -> new S3BlobStore(settings(S3Settings.class, without), new Spool(storage(directory))))
                .hasMessageContaining("secret-key");
        assertThat(settings(S3Settings.class, Map.of()).bucket()).isEmpty();
    }

    static S3Settings s3(String endpoint, String secret) {
        return settings(
                S3Settings.class,
                Map.of(
                        "sotto.storage.s3.bucket",
                        S3Server.BUCKET,
                        "sotto.storage.s3.region",
                        "us-east-1",
                        "sotto.storage.s3.endpoint",
                        endpoint,
                        "sotto.storage.s3.path-style",
                        "true",
                        "sotto.storage.s3.access-key",
                        S3Server.KEY,
                        "sotto.storage.s3.secret-key",
                        secret));
    }

    private static StorageSettings storage(Path spool) {
        return settings(
                StorageSettings.class,
                Map.of("sotto.data-dir", spool.toString(), "sotto.storage.spool-dir", spool.toString()));
    }

    private static <T> T settings(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }
}
