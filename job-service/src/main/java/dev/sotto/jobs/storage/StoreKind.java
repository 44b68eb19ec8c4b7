package dev.sotto.jobs.storage;

/** Where a store keeps its blobs. */
public enum StoreKind {
    DIRECTORY,
    S3
}
