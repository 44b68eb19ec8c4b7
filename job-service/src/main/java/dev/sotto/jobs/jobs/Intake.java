package dev.sotto.jobs.jobs;

import dev.sotto.jobs.media.FfmpegFailed;
import dev.sotto.jobs.media.Media;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.media.SoundChoice;
import dev.sotto.jobs.media.UnreadableAudio;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Handles a recording before it belongs to a job. */
@ApplicationScoped
class Intake {

    private final Media media;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;
    private final long longestMs;

    Intake(Media media, BlobStore store, BlockingExecutor blockingExecutor, RecordingSettings settings) {
        this.media = media;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
        this.longestMs = settings.longest().toMillis();
    }

    /** Returns the SHA-256 of the whole request: name, options and bytes. */
    Uni<byte[]> hash(Upload upload) {
        return blockingExecutor.call(() -> {
            MessageDigest digest = sha256();
            digest.update((upload.fileName() + "\n" + upload.options()).getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(upload.spooled()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return digest.digest();
        });
    }

    /** Returns how many bytes have arrived. */
    Uni<Long> size(Upload upload) {
        return blockingExecutor.call(() -> Files.size(upload.spooled()));
    }

    /** Measures the real length of a recording. Refuses an invalid one with the reason. */
    Uni<MediaInfo> measure(Upload upload) {
        return blockingExecutor
                .call(() -> media.probe(upload.spooled(), sound(upload.options()), longestMs))
                .onFailure(UnreadableAudio.class)
                .transform(failure -> refusal((UnreadableAudio) failure))
                .onFailure(FfmpegFailed.class)
                .transform(Intake::notMeasured);
    }

    /** @param name where the recording is in the store from now on */
    Uni<Void> keep(Upload upload, String name) {
        return blockingExecutor
                .call(() -> {
                    store.keep(upload.spooled(), name);
                    return null;
                })
                .onFailure(StoreUnavailable.class)
                .transform(Intake::notKept)
                .replaceWithVoid();
    }

    private static Problem notKept(Throwable failure) {
        return Problem.needingRepair(
                ProblemType.UNAVAILABLE,
                "The store does not answer at the moment, so the recording was not kept. Send it again later.",
                failure);
    }

    /** Removes all files of a job. The sweeper later removes those that cannot be removed now. */
    Uni<Void> remove(UUID tenantId, UUID jobId) {
        return remove(List.of(JobFiles.directory(tenantId, jobId)));
    }

    /** Removes blobs or directories, like {@link #remove(UUID, UUID)}. */
    Uni<Void> remove(List<String> names) {
        return blockingExecutor.attempt(() -> {
            for (String name : names) {
                store.remove(name);
            }
        });
    }

    private static SoundChoice sound(JobOptions options) {
        return new SoundChoice(options.track(), options.channels() == ChannelMode.SPLIT);
    }

    private static Problem refusal(UnreadableAudio unreadable) {
        Map<String, Object> members = new HashMap<>(unreadable.values());
        members.put("reason", unreadable.reason().word());
        return Problem.of(ProblemType.UNREADABLE_AUDIO, unreadable.getMessage(), members);
    }

    private static Problem notMeasured(Throwable failure) {
        return Problem.needingRepair(
                ProblemType.UNAVAILABLE,
                "The server cannot examine the recording at the moment and did not keep it. Send it again later.",
                failure);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
