package dev.sotto.jobs.storage;

import io.smallrye.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Stores blobs in a bucket (docs/adr/0015-kept-blobs-and-local-spool.md). Large ones go there in parts. */
final class S3BlobStore implements BlobStore {

    /** Files above this size are sent in parts of it. S3 takes 10,000 parts, so 5 GB and far more fit. */
    static final long PART_BYTES = 16 << 20;

    private static final Pattern BLOB = Pattern.compile(
            "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.+");

    private static final Pattern ATTEMPT = Pattern.compile(".*/([0-9]{1,9})/");

    private final String bucket;
    private final Spool spool;
    private final SdkAsyncHttpClient connections = NettyNioAsyncHttpClient.create();
    private final S3AsyncClient client;
    private final S3AsyncClient inParts;

    S3BlobStore(S3Settings settings, Spool spool) {
        this.bucket = bucket(settings);
        this.spool = spool;
        this.client = builder(settings).build();
        this.inParts = builder(settings)
                .multipartEnabled(true)
                .multipartConfiguration(
                        parts -> parts.thresholdInBytes(PART_BYTES).minimumPartSizeInBytes(PART_BYTES))
                .build();
    }

    /** Returns the bucket; fails if none is set. */
    static String bucket(S3Settings settings) {
        return settings.bucket()
                .orElseThrow(() -> new IllegalStateException("sotto.storage.kind=s3 needs sotto.storage.s3.bucket"));
    }

    private S3AsyncClientBuilder builder(S3Settings settings) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .httpClient(connections)
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                // Not every store knows the checksums that AWS has added. TLS protects what is on its way.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.endpoint().map(URI::normalize).ifPresent(builder::endpointOverride);
        return builder;
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKey()
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        key,
                        settings.secretKey().map(Secret::get)
                                .orElseThrow(() -> new IllegalStateException(
                                        "sotto.storage.s3.access-key needs sotto.storage.s3.secret-key")))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void keep(Path spooled, String name) throws IOException {
        done(name, inParts.putObject(put -> put.bucket(bucket).key(checked(name)), AsyncRequestBody.fromFile(spooled)));
        Files.deleteIfExists(spooled);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        done(name, client.putObject(put -> put.bucket(bucket).key(checked(name)), AsyncRequestBody.fromBytes(content)));
    }

    @Override
    public byte[] read(String name) throws IOException {
        return done(name, client.getObject(get(name).build(), AsyncResponseTransformer.toBytes()))
                .asByteArray();
    }

    @Override
    public InputStream open(String name, long from, long count) throws IOException {
        GetObjectRequest part =
                get(name).range("bytes=" + from + "-" + (from + count - 1)).build();
        return done(name, client.getObject(part, AsyncResponseTransformer.toBlockingInputStream()));
    }

    @Override
    public LocalFile fetch(String name) throws IOException {
        Path copy = spool.scratch();
        done(name, client.getObject(get(name).build(), AsyncResponseTransformer.toFile(copy)));
        return new Copy(copy);
    }

    @Override
    public void remove(String name) throws IOException {
        for (ListObjectsV2Response page = list(checked(name), null, null); ; page = list(name, null, page)) {
            for (S3Object object : page.contents()) {
                if (object.key().equals(name) || object.key().startsWith(name + "/")) {
                    delete(object.key());
                }
            }
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return;
            }
        }
    }

    @Override
    public List<Stored> jobsOlderThan(Instant instant, FailureCollector undone) {
        Map<Stored, Boolean> old = new LinkedHashMap<>();
        undone.attempt(() -> {
            for (ListObjectsV2Response page = list("", null, null); ; page = list("", null, page)) {
                page.contents().forEach(object -> note(object, instant, old));
                if (!Boolean.TRUE.equals(page.isTruncated())) {
                    return;
                }
            }
        });
        return old.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A job is old if all its blobs are. */
    private static void note(S3Object object, Instant instant, Map<Stored, Boolean> old) {
        Matcher blob = BLOB.matcher(object.key());
        if (blob.matches()) {
            old.merge(
                    new Stored(UUID.fromString(blob.group(1)), UUID.fromString(blob.group(2))),
                    object.lastModified().isBefore(instant),
                    Boolean::logicalAnd);
        }
    }

    @Override
    public List<Integer> attempts(Stored job) throws IOException {
        String directory = JobFiles.directory(job.tenantId(), job.jobId()) + "/";
        List<Integer> attempts = new ArrayList<>();
        for (ListObjectsV2Response page = list(directory, "/", null); ; page = list(directory, "/", page)) {
            page.commonPrefixes().stream()
                    .map(CommonPrefix::prefix)
                    .map(ATTEMPT::matcher)
                    .filter(Matcher::matches)
                    .forEach(attempt -> attempts.add(Integer.valueOf(attempt.group(1))));
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return attempts;
            }
        }
    }

    @Override
    public void close() {
        client.close();
        inParts.close();
        connections.close();
    }

    private ListObjectsV2Response list(String prefix, String delimiter, ListObjectsV2Response last) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .delimiter(delimiter)
                .continuationToken(last == null ? null : last.nextContinuationToken())
                .build();
        return done(prefix, client.listObjectsV2(request));
    }

    private void delete(String name) throws IOException {
        done(name, client.deleteObject(gone -> gone.bucket(bucket).key(name)));
    }

    private GetObjectRequest.Builder get(String name) {
        return GetObjectRequest.builder().bucket(bucket).key(checked(name));
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.endsWith("/") || name.contains("..")) {
            throw new IllegalArgumentException("not a blob's name: " + name);
        }
        return name;
    }

    private static <T> T done(String name, CompletableFuture<T> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                throw new NoSuchFileException(name);
            }
            if (e.getCause() instanceof SdkException) {
                throw new StoreUnavailable("the bucket does not serve " + name + ": " + e.getCause(), e.getCause());
            }
            throw new IOException("not done in the bucket: " + name, e.getCause());
        }
    }

    /** Closing it deletes it. */
    private record Copy(Path path) implements LocalFile {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }
}
