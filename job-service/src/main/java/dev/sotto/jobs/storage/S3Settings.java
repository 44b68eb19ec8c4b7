package dev.sotto.jobs.storage;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The bucket for recordings and transcripts, if the store is {@code s3}. */
@ConfigMapping(prefix = "sotto.storage.s3")
public interface S3Settings extends Settings {

    /** The name of the bucket. It must exist, and hold nothing else. Needed with {@code s3}. */
    Optional<String> bucket();

    /** The region of the bucket. Without it, as the AWS SDK finds it (for example {@code AWS_REGION}). */
    Optional<String> region();

    /** The address of the store, if it is not that of AWS. */
    Optional<URI> endpoint();

    /** Whether the bucket is named in the path and not in the host name. Most stores other than AWS need it. */
    @WithDefault("false")
    boolean pathStyle();

    /** The id of the access key. Without it, as the AWS SDK finds it (environment, profile or role of the machine). */
    Optional<String> accessKey();

    /** The secret of the access key. */
    Optional<Secret<String>> secretKey();
}
