package dev.sotto.imports;

import dev.sotto.model.jobs.JobStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts tasks to jobs. */
final class TaskReader {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ERROR = 4000;
    private static final String ID_SPACE = "import-whisper-webui";

    private final UUID tenantId;
    private final TranscriptReader transcripts;
    private final Instant latest;

    /**
     * @param files Whisper-WebUI's files; null if they may not be read
     * @param now no time may be later, except by up to a day for wrong clocks
     */
    TaskReader(UUID tenantId, @Nullable ResultFiles files, Instant now) {
        this.tenantId = tenantId;
        this.transcripts = new TranscriptReader(files);
        this.latest = now.plus(1, ChronoUnit.DAYS);
    }

    /** Returns the one workflow of all imported jobs. */
    static UUID workflowId(UUID tenantId) {
        return Hashes.id(0, ID_SPACE, tenantId.toString(), "workflow");
    }

    Candidate read(SourceRow row) throws Unfit {
        String uuid = uuid(row);
        if (row.firstId() != null) {
            throw new Unfit(
                    "its uuid is that of row " + row.firstId() + " too, which Whisper-WebUI shows in its place");
        }
        requireTranscription(row);
        TaskStatus status = TaskStatus.of(Texts.exact(row.status(), "status"));
        Instant createdAt = Numbers.time(row.createdAt(), "created_at", latest);
        Instant updatedAt = Numbers.time(row.updatedAt(), "updated_at", latest);
        Long audioMs = Numbers.millis(row.audioDuration(), "audio_duration");
        Long processingMs = Numbers.millis(row.duration(), "duration");
        boolean completed = status.becomes() == JobStatus.Completed;
        TranscriptReader.Transcript transcript = completed ? transcripts.read(row, audioMs) : null;
        return new Candidate(
                Hashes.id(createdAt.toEpochMilli(), ID_SPACE, tenantId.toString(), uuid),
                uuid,
                status.becomes(),
                status.reason(),
                completed ? null : error(row, status),
                status.attempts(),
                fileName(row),
                transcript != null ? transcript.durationMs() : audioMs == null ? 0 : audioMs,
                completed ? BigDecimal.ONE.setScale(4) : Numbers.fraction(row.progress()),
                processingMs == null ? null : seconds(processingMs),
                createdAt,
                updatedAt.isBefore(createdAt) ? createdAt : updatedAt,
                transcript == null ? null : transcript.json());
    }

    /** Returns a printable uuid, even for a refused row. */
    static @Nullable String shownUuid(SourceRow row) {
        String shown = Texts.shown(row.uuid(), LONGEST_NAME);
        return shown.isEmpty() ? null : shown;
    }

    private static String uuid(SourceRow row) throws Unfit {
        String uuid = Texts.exact(row.uuid(), "uuid");
        if (uuid == null || uuid.isBlank()) {
            throw new Unfit("it has no uuid");
        }
        if (uuid.length() > LONGEST_NAME) {
            throw new Unfit("its uuid is longer than " + LONGEST_NAME + " characters");
        }
        return uuid;
    }

    private static void requireTranscription(SourceRow row) throws Unfit {
        String type = Texts.exact(row.taskType(), "task_type");
        if (type == null) {
            throw new Unfit("it has no task_type");
        }
        switch (type.toLowerCase(Locale.ROOT)) {
            case "transcription" -> {}
            case "vad", "bgm_separation" ->
                throw new Unfit("it is a " + type.toLowerCase(Locale.ROOT) + " task: Sotto's jobs are transcriptions");
            default -> throw new Unfit("its task_type is none of Whisper-WebUI's three: " + Texts.quoted(type));
        }
    }

    private static @Nullable String error(SourceRow row, TaskStatus status) {
        String own = Texts.shown(row.error(), LONGEST_ERROR);
        return own.isEmpty() ? status.error() : own;
    }

    /** Returns the last part of the caller's file name. It is only displayed, never used as a path. */
    private static String fileName(SourceRow row) {
        String name = Texts.shown(row.fileName(), Integer.MAX_VALUE).replace('\n', ' ');
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String shown = last.codePoints()
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return shown.isEmpty() ? "recording" : shown;
    }

    private static int seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).setScale(0, RoundingMode.CEILING).intValueExact();
    }
}
