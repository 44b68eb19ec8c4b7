package dev.sotto.jobs.engines;

import java.util.Locale;

/** The kinds of engines that Sotto can use. */
public enum EngineType {
    /** CMU Sphinx-4 in this process. */
    SPHINX,
    /** whisper.cpp in this process. */
    WHISPER_JNI,
    /** The server of whisper.cpp. */
    WHISPER_CPP,
    /** A server with OpenAI's API for transcriptions. */
    OPENAI,
    /** The REST backend of Whisper-WebUI. */
    WHISPER_WEBUI;

    /** Returns the form used in settings and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
