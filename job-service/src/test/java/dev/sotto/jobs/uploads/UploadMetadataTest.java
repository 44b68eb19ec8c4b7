package dev.sotto.jobs.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.jobs.JobOptions;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.runtime.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {

    private static final UUID WORKFLOW = UUID.randomUUID();

    @Test
    void readsNameAndOptions() {
        UploadMetadata metadata = UploadMetadata.of("filename " + base64("Straße; 10:30 = take 2.mp3") + ",workflow_id "
                + base64(WORKFLOW.toString()) + ", title " + base64("Weekly") + ",channels " + base64("split")
                + ",keep_recording " + base64("false") + ",track " + base64("2") + ",is_private");

        assertThat(metadata.fileName()).isEqualTo("Straße; 10:30 = take 2.mp3");
        assertThat(metadata.options().workflowId()).isEqualTo(WORKFLOW);
        assertThat(metadata.options().title()).isEqualTo("Weekly");
        assertThat(metadata.options().channels()).isEqualTo(ChannelMode.of("split"));
        assertThat(metadata.options().keepRecording()).isFalse();
        assertThat(metadata.options().track()).isEqualTo(2);
    }

    @Test
    void readsTheSettingsOfTheJob() {
        JobOptions options = UploadMetadata.of("language " + base64("de") + ",task " + base64("translate") + ",model "
                        + base64("large-v3") + ",prompt " + base64("Straße") + ",priority " + base64("low"))
                .options();

        assertThat(options.settings()).isEqualTo(new JobSettings("de", SpeechTask.TRANSLATE, "large-v3", "Straße"));
        assertThat(options.priority()).isEqualTo(JobPriority.LOW);
    }

    @Test
    void withoutWorkflowItIsLeftToTheTenantsDefault() {
        assertThat(UploadMetadata.of(null).options().workflowId()).isNull();
        assertThat(UploadMetadata.of("workflow_id").options().workflowId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a b c", "name *", "a YQ==,a YQ==", " , ", "n gA==", "n AA==", "ä YQ=="})
    void refusesWhatIsMalformed(String header) {
        assertThatThrownBy(() -> UploadMetadata.of(header)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> UploadMetadata.of("a " + base64("x".repeat(10_000))))
                .isInstanceOf(Problem.class);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
