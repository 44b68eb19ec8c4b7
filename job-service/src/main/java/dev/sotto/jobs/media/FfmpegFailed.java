package dev.sotto.jobs.media;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** FFmpeg did not start, or was stopped from outside. The machine is at fault, not the recording. */
public final class FfmpegFailed extends IOException {

    private static final long serialVersionUID = 1L;

    FfmpegFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
