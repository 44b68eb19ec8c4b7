package dev.sotto.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A database as Whisper-WebUI creates it. */
final class Source {

    /** The SQL that SQLAlchemy 2.0 generates for Whisper-WebUI's model. Enums are stored by name. */
    static final String SCHEMA = """
            CREATE TABLE tasks (
                id INTEGER NOT NULL,
                uuid VARCHAR NOT NULL,
                status VARCHAR(11),
                result JSON,
                result_type VARCHAR(8),
                file_name VARCHAR,
                url VARCHAR,
                audio_duration FLOAT,
                language VARCHAR,
                task_type VARCHAR(14),
                task_params JSON,
                duration FLOAT,
                error VARCHAR,
                created_at DATETIME NOT NULL,
                updated_at DATETIME NOT NULL,
                progress FLOAT,
                PRIMARY KEY (id)
            )
            """;

    static final String PARAMS = """
            {"whisper": {"model_size": "large-v2", "lang": null, "is_translate": false}, \
            "vad": {"vad_filter": false, "max_speech_duration_s": Infinity}, \
            "diarization": {"is_diarize": false, "hf_token": "hf_secret"}, "bgm_separation": {"is_separate_bgm": false}}""";
    static final String RESULT = """
            [{"id": 1, "seek": 0, "text": " Good morning.", "start": 0.0, "end": 1.5, "tokens": [50364, 2205], \
            "temperature": 0.0, "avg_logprob": -0.25, "compression_ratio": 1.2, "no_speech_prob": 0.01, \
            "words": [{"start": 0.0, "end": 0.7, "word": " Good", "probability": 0.99}, \
            {"start": 0.7, "end": 1.5, "word": " morning.", "probability": 0.98}]}, \
            {"id": 2, "seek": 0, "text": " Gr\\u00fc\\u00dfe \\ud83d\\ude00", "start": 1.5, "end": 2.25, "tokens": null, \
            "temperature": null, "avg_logprob": NaN, "compression_ratio": null, "no_speech_prob": null, "words": null}]""";

    private static final String INSERT = """
            insert into tasks (uuid, status, result, result_type, file_name, audio_duration, language, task_type, task_params,
                duration, error, created_at, updated_at, progress)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String[] COLUMNS = {
        "uuid",
        "status",
        "result",
        "result_type",
        "file_name",
        "audio_duration",
        "language",
        "task_type",
        "task_params",
        "duration",
        "error",
        "created_at",
        "updated_at",
        "progress"
    };
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final LocalDateTime FIRST = LocalDateTime.of(2025, 3, 1, 9, 0);

    private final Path file;

    private Source(Path file) {
        this.file = file;
    }

    static Source create(Path directory) {
        Source source = new Source(directory.resolve("records.db"));
        source.execute(SCHEMA);
        return source;
    }

    Path file() {
        return file;
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?synchronous=off");
    }

    /** Adds a completed transcription. The arguments override columns: column, value, column, value … */
    String add(Object... differences) {
        Map<String, Object> row = completed(UUID.randomUUID().toString(), 0);
        for (int i = 0; i < differences.length; i += 2) {
            row.put((String) differences[i], differences[i + 1]);
        }
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, row);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return String.valueOf(row.get("uuid"));
    }

    /**
     * Generates rows of every kind, always the same: most are completed, some are in each other state, and one in a
     * hundred is invalid.
     */
    void generate(int count, Path files) {
        Random random = new Random(20250301);
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            String last = "";
            for (int i = 0; i < count; i++) {
                Map<String, Object> row = completed(new UUID(random.nextLong(), random.nextLong()).toString(), i);
                vary(row, i, random, last, files);
                last = String.valueOf(row.get("uuid"));
                bind(insert, row);
                insert.addBatch();
                if (i % 1000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void vary(Map<String, Object> row, int i, Random random, String last, Path files)
            throws IOException {
        row.put("audio_duration", random.nextInt(3_600_000) / 1000.0);
        switch (i % 100) {
            case 0 -> unfit(row, i / 100 % 8, last);
            case 1, 2, 3, 4, 5, 6, 7 -> open(row, "FAILED", "CUDA out of memory");
            case 8, 9, 10, 11 -> open(row, "CANCELLED", null);
            case 12, 13 -> open(row, "QUEUED", null);
            case 14, 15 -> open(row, "in_progress", null);
            case 16 -> open(row, "PENDING", null);
            case 17 -> open(row, "PAUSED", null);
            case 18 -> open(row, "RETRYING", null);
            case 19 -> row.put("task_type", "VAD");
            case 20 -> inFile(row, i, files);
            default -> row.put("result", segments(random));
        }
    }

    private static void unfit(Map<String, Object> row, int kind, String last) {
        switch (kind) {
            case 0 -> row.put("uuid", last);
            case 1 -> row.put("result", "[{\"text\": \"a\\u0000b\", \"start\": 0, \"end\": 1}]");
            case 2 -> row.put("result", "[{\"text\": \"a\\ud83d\", \"start\": 0, \"end\": 1}]");
            case 3 -> row.put("created_at", "0001-01-01 00:00:00.000000");
            case 4 -> row.put("audio_duration", 1e300);
            case 5 -> row.put("status", "LOST");
            case 6 -> row.put("result", "not json");
            default -> row.put("result", "{}");
        }
    }

    private static void open(Map<String, Object> row, String status, String error) {
        row.put("status", status);
        row.put("result", "{}");
        row.put("error", error);
        row.put("duration", null);
        row.put("progress", 0.5);
    }

    /** Puts one result in a hundred into a file, at most 3,000. Some of these files are missing. */
    private static void inFile(Map<String, Object> row, int i, Path files) throws IOException {
        if (i > 300_000) {
            return;
        }
        row.put("result_type", "FILEPATH");
        row.put("result", "\"results/" + i + ".json\"");
        if (i % 10_000 != 20) {
            Files.createDirectories(files.resolve("results"));
            Files.writeString(files.resolve("results/" + i + ".json"), RESULT);
        }
    }

    private static String segments(Random random) {
        StringBuilder json = new StringBuilder("[");
        int count = 1 + random.nextInt(5);
        for (int k = 0; k < count; k++) {
            json.append(k == 0 ? "" : ", ")
                    .append("{\"id\": ")
                    .append(k + 1)
                    .append(", \"seek\": 0, \"text\": \" please send the report ")
                    .append(random.nextInt(1_000_000))
                    .append(" to the office before noon\", \"start\": ")
                    .append(k * 3.0)
                    .append(", \"end\": ")
                    .append(k * 3.0 + 2.88)
                    .append(
                            ", \"tokens\": [50364, 1767, 2845, 264, 2275, 281, 264, 3398, 949, 24040], \"temperature\": 0.0, ")
                    .append(
                            "\"avg_logprob\": -0.21, \"compression_ratio\": 1.3, \"no_speech_prob\": 0.02, \"words\": null}");
        }
        return json.append(']').toString();
    }

    private static Map<String, Object> completed(String uuid, int i) {
        Map<String, Object> row = new HashMap<>();
        row.put("uuid", uuid);
        row.put("status", "COMPLETED");
        row.put("result", RESULT);
        row.put("result_type", "JSON");
        row.put("file_name", "meeting " + i + ".mp3");
        row.put("audio_duration", 6.365);
        row.put("task_type", "TRANSCRIPTION");
        row.put("task_params", PARAMS);
        row.put("duration", 1.25);
        row.put("created_at", TIME.format(FIRST.plusSeconds(i * 20L)));
        row.put("updated_at", TIME.format(FIRST.plusSeconds(i * 20L + 9).plusNanos(123_456_000)));
        row.put("progress", 1.0);
        return row;
    }

    private static void bind(PreparedStatement insert, Map<String, Object> row) throws SQLException {
        for (int c = 0; c < COLUMNS.length; c++) {
            Object value = row.get(COLUMNS[c]);
            insert.setObject(c + 1, value);
        }
    }

    /** Returns all bytes of the file, to prove that the import never changes it. */
    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
