package dev.sotto.jobs.storage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Gives the service under test a bucket for its store. */
public class S3ServerResource implements QuarkusTestResourceLifecycleManager {

    private S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "sotto.storage.kind",
                "s3",
                "sotto.storage.s3.bucket",
                S3Server.BUCKET,
                "sotto.storage.s3.region",
                "us-east-1",
                "sotto.storage.s3.endpoint",
                server.address().toString(),
                "sotto.storage.s3.path-style",
                "true",
                "sotto.storage.s3.access-key",
                S3Server.KEY,
                "sotto.storage.s3.secret-key",
                S3Server.SECRET);
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
