package dev.sotto.jobs.storage;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Gives the store that {@code sotto.storage.kind} names. */
@ApplicationScoped
class StoreProducer {

    @Produces
    @ApplicationScoped
    BlobStore store(StorageSettings settings, S3Settings s3, Spool spool) {
        return of(settings, s3, spool);
    }

    static BlobStore of(StorageSettings settings, S3Settings s3, Spool spool) {
        return switch (settings.kind()) {
            case DIRECTORY -> new FileBlobStore(settings.dir());
            case S3 -> new S3BlobStore(s3, spool);
        };
    }

    void close(@Disposes BlobStore store) {
        store.close();
    }

    /** A service whose store is set up wrongly does not start. */
    void check(@Observes StartupEvent start, StorageSettings settings, S3Settings s3) {
        if (settings.kind() == StoreKind.S3) {
            S3BlobStore.bucket(s3);
        }
    }
}
