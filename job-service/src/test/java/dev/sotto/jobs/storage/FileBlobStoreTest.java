package dev.sotto.jobs.storage;

import java.nio.file.Path;

class FileBlobStoreTest extends BlobStoreContract {

    @Override
    BlobStore open(Path spool) {
        return new FileBlobStore(spool.getParent());
    }
}
