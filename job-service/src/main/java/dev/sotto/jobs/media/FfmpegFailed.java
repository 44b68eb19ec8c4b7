package dev.sotto.jobs.media;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** FFmpeg could not be started, or was ended from outside: the machine's fault, never the recording's. */
public final class FfmpegFailed extends IOException {

    private static final long serialVersionUID = 1L;

    FfmpegFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
