package dev.sotto.jobs.jobs;

/** The same transcript in each format, as examples in the OpenAPI document. */
final class TranscriptExamples {

    static final String JSON = """
            {"version":1,"engine":"sphinx","model":"en-us","task":"transcribe","language":"en","duration_ms":6365,\
            "text":"good morning see you","segments":[{"i":0,"start_ms":180,"end_ms":970,"text":"good morning",\
            "words":[{"w":"good","start_ms":180,"end_ms":430,"p":0.9},{"w":"morning","start_ms":440,"end_ms":970,"p":0.8}]},\
            {"i":1,"start_ms":5000,"end_ms":6000,"text":"see you"}]}""";

    static final String EDITED = """
            {"revision":1,"segments":[{"i":0,"start_ms":180,"end_ms":970,"text":"good evening","speaker":"Ada",\
            "words":[{"w":"good","start_ms":180,"end_ms":430,"p":0.9},{"w":"evening","start_ms":440,"end_ms":970}]}]}""";

    static final String TXT = """
            good morning
            see you
            """;

    static final String SRT = """
            1
            00:00:00,180 --> 00:00:00,970
            good morning

            2
            00:00:05,000 --> 00:00:06,000
            see you

            """;

    static final String VTT = """
            WEBVTT

            00:00:00.180 --> 00:00:00.970
            good morning

            00:00:05.000 --> 00:00:06.000
            see you
            """;

    static final String LRC = """
            [00:00.18]good morning
            [00:05.00]see you
            """;

    static final String TSV = "start\tend\ttext\n180\t970\tgood morning\n5000\t6000\tsee you\n";

    private TranscriptExamples() {}
}
