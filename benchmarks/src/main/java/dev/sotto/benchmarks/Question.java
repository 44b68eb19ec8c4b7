package dev.sotto.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * One request, the same for every side.
 *
 * @param token the token for sides that check it
 * @param caller the caller for sides that do not: tenant, reseller and user, separated by commas
 */
record Question(String path, String token, String caller) {

    static final String CALLER = "X-Caller";

    /** Returns the answer's body; fails unless the status is 200. */
    Future<Buffer> ask(HttpClient client, URI side) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(side.getHost())
                .setPort(side.getPort())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader(CALLER, caller);
        return client.request(options).compose(request -> request.send().compose(Question::body));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body()
                : response.body().compose(body -> Future.failedFuture("HTTP " + response.statusCode() + ": " + body));
    }
}
