package dev.sotto.jobs.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

    private static final String NAME = "form-data; name=\"file\"; ";

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("filename=\"Smith, John; 10:30 = take 2.mp3\"", "Smith, John; 10:30 = take 2.mp3"),
                Arguments.of("filename=\"said \\\"hi\\\" twice.mp3\"", "said \"hi\" twice.mp3"),
                Arguments.of("filename=\"said %22hi%22 twice.mp3\"", "said \"hi\" twice.mp3"),
                Arguments.of("filename=\"said \"hi\" twice.mp3\"", "said \"hi\" twice.mp3"),
                Arguments.of("filename=\"\"hi\" twice.mp3\"", "\"hi\" twice.mp3"),
                Arguments.of("filename=\"5\" tape.mp3\"", "5\" tape.mp3"),
                Arguments.of("filename=\"Smith \"JJ\"; John.mp3\"", "Smith \"JJ\"; John.mp3"),
                Arguments.of("filename=\"say \\\"a; b\\\" = c.mp3\"", "say \"a; b\" = c.mp3"),
                Arguments.of("filename*=UTF-8''C%2B%2B%20talk.mp3", "C++ talk.mp3"),
                Arguments.of("filename*=utf-8'en'C%2B%2B%20talk.mp3", "C++ talk.mp3"),
                Arguments.of("filename*=\"UTF-8''C%2B%2B%20talk.mp3\"", "C++ talk.mp3"),
                Arguments.of("filename=\"C__ talk.mp3\"; filename*=UTF-8''C%2B%2B%20talk.mp3", "C++ talk.mp3"),
                Arguments.of("filename*=UTF-8''C%2B%2B%20talk.mp3; filename=\"C__ talk.mp3\"", "C++ talk.mp3"),
                Arguments.of("FileName*=UTF-8''a+b.mp3", "a+b.mp3"),
                Arguments.of("filename*=iso-8859-1''%DCbung.mp3", "\u00dcbung.mp3"),
                Arguments.of("filename=\"fallback.mp3\"; filename*=utf-8''%zz", "fallback.mp3"),
                Arguments.of("filename=\"fallback.mp3\"; filename*=nonsense''a.mp3", "fallback.mp3"),
                Arguments.of("filename=\"fallback.mp3\"; filename*=a.mp3", "fallback.mp3"),
                Arguments.of("filename*0*=UTF-8''C%2B%2B; filename*1=\" talk\"; filename*2*=%2Emp3", "C++ talk.mp3"),
                Arguments.of("filename*0=\"a long \"; filename*1=\"name.mp3\"", "a long name.mp3"),
                Arguments.of("filename=\"star * and 2*3=6.mp3\"", "star * and 2*3=6.mp3"),
                Arguments.of("filename=\"filename*=UTF-8''x; filename=y.mp3\"", "filename*=UTF-8''x; filename=y.mp3"),
                Arguments.of("filename=\"C:\\calls\\a.mp3\"", "C:\\calls\\a.mp3"),
                Arguments.of("filename=\"C:\\\\calls\\\\a.mp3\"", "C:\\calls\\a.mp3"),
                Arguments.of("filename=\"AC/DC.mp3\"", "AC/DC.mp3"),
                Arguments.of("filename=\"two%0D%0Alines%0A.mp3\"", "two\nlines\n.mp3"),
                Arguments.of("filename=\"100%.mp3\"", "100%.mp3"),
                Arguments.of("filename=\"a%2Fb%20c+d.mp3\"", "a%2Fb%20c+d.mp3"),
                Arguments.of("filename=\"\u00dcbung \ud83d\ude00.mp3\"", "\u00dcbung \ud83d\ude00.mp3"),
                Arguments.of("filename=meeting.mp3", "meeting.mp3"),
                Arguments.of("filename=\"\"", ""),
                Arguments.of("filename=", ""),
                Arguments.of("filename=\"" + "n".repeat(9_000) + "\"", "n".repeat(9_000)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void readsNameAsItWasMeant(String parameter, String fileName) {
        ContentDisposition read = ContentDisposition.ofPart(NAME + parameter);

        assertThat(read.fileName()).isEqualTo(fileName);
        assertThat(read.name()).isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename=\"a; b.mp3\"", "filename=\"a; b\"; filename*=UTF-8''a%3B%20b.mp3"})
    void readsParametersInAnyOrderAndCase(String parameters) {
        assertThat(ContentDisposition.ofPart("Form-Data;" + parameters + " ; NAME=file"))
                .isEqualTo(new ContentDisposition("file", "a; b.mp3"));
    }

    @Test
    void partWithoutFileNameIsNoFile() {
        assertThat(ContentDisposition.ofPart("form-data; name=\"title\""))
                .isEqualTo(new ContentDisposition("title", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "form-data",
                "form-data; name",
                "form-data; name=\"\"",
                "form-data; filename=\"a.mp3\"",
                "attachment; name=\"file\"; filename=\"a.mp3\"",
                "form-database; name=\"file\"",
                "form-data; name*=utf-8''file",
                "form-data; name=\"file\"; filename*=utf-8''%zz",
                "form-data; name=\"file\"; filename*=a.mp3",
                "form-data; name=\"file\"; filename*=nonsense''a.mp3",
                "form-data; name=\"file\"; filename=\"said \"hi; there\" twice.mp3\"",
                "form-data; name=\"file\"; a b=c"
            })
    void refusesWhatCannotBeRead(String header) {
        assertThatThrownBy(() -> ContentDisposition.ofPart(header)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> downloads() {
        return Stream.of(
                Arguments.of("clip.srt", "clip.srt"),
                Arguments.of("Smith, John; 10:30 = take 2.srt", "Smith_ John_ 10_30 _ take 2.srt"),
                Arguments.of("said \"hi\" twice.srt", "said _hi_ twice.srt"),
                Arguments.of("C++ talk 100%.srt", "C__ talk 100_.srt"),
                Arguments.of("\u00dcbung \ud83d\ude00.srt", "Ubung _.srt"),
                Arguments.of("a\\b*'(c).srt", "a_b__(c).srt"),
                Arguments.of("\u65e5\u672c.srt", "__.srt"));
    }

    @ParameterizedTest
    @MethodSource("downloads")
    void downloadCarriesTheNameAndAnAsciiOne(String name, String ascii) {
        String header = ContentDisposition.attachment(name);

        assertThat(header).startsWith("attachment; filename=\"" + ascii + "\"; filename*=UTF-8''");
        String extended = header.substring(header.indexOf("''") + 2);
        assertThat(extended).matches("([A-Za-z0-9._-]|%[0-9A-F]{2})+");
        assertThat(URLDecoder.decode(extended, StandardCharsets.UTF_8)).isEqualTo(name);
        assertThat(ContentDisposition.ofPart(header.replace("attachment", "form-data; name=x"))
                        .fileName())
                .isEqualTo(name);
    }
}
