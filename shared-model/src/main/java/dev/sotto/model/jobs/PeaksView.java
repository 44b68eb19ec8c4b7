package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The outline of a recording's sound, to draw a waveform without the recording.
 *
 * @param durationMs the length that a player shows
 * @param perSecond how many pairs a second has
 * @param data pairs of signed bytes in Base64
 */
public record PeaksView(
        @JsonPropertyDescription("The length that a player shows")
        long durationMs,

        @JsonPropertyDescription("How many pairs of data a second has")
        int perSecond,

        @JsonPropertyDescription(
                "Base64 (RFC 4648) of the lowest and the highest sample of each piece, in turn, as signed bytes; silence is 0 and 0")
        String data) {}
