package dev.sotto.model.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every event: CloudEvents 1.0, structured JSON. That specification requires attribute names in lower
 * case without separators.
 *
 * @param id unique for ever; consumers use it to recognise a repeated event
 * @param source the service that published the event, for example {@code /sotto/job-service}
 * @param actor the user or system task that caused the event
 * @param traceparent W3C trace context of the request that caused the event
 * @param aggregateversion the aggregate's version after the event
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEvent<T>(
        @JsonProperty("specversion") String specversion,
        @JsonProperty("id") UUID id,
        @JsonProperty("source") String source,
        @JsonProperty("type") String type,
        @JsonProperty("subject") String subject,
        @JsonProperty("time") Instant time,
        @JsonProperty("datacontenttype") String datacontenttype,
        @JsonProperty("tenantid") @Nullable UUID tenantid,
        @JsonProperty("resellerid") @Nullable UUID resellerid,
        @JsonProperty("actor") @Nullable String actor,
        @JsonProperty("traceparent") @Nullable String traceparent,
        @JsonProperty("aggregateversion") long aggregateversion,
        @JsonProperty("data") T data) {}
