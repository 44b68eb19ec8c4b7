package dev.sotto.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers {@code /health}: 200 if every service accepts connections; otherwise 503 with the names of those that do not.
 */
final class Health {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final NetClient net;
    private final Map<String, InetSocketAddress> upstreams;

    Health(Vertx vertx, Map<String, InetSocketAddress> upstreams) {
        this.net = vertx.createNetClient(new NetClientOptions().setConnectTimeout(1_000));
        this.upstreams = upstreams;
    }

    void answer(RequestContext requestContext) {
        Map<String, String> found = new TreeMap<>();
        List<Future<?>> probes = new ArrayList<>();
        upstreams.forEach((service, address) -> probes.add(net.connect(address.getPort(), address.getHostString())
                .onSuccess(socket -> socket.close().onComplete(closed -> {}))
                .onComplete(probe -> found.put(service, probe.succeeded() ? "UP" : "DOWN"))));
        Future.join(probes).onComplete(probed -> {
            if (!requestContext.isOver()) {
                requestContext.request().response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                requestContext.answer(probed.succeeded() ? 200 : 503, body(found));
            }
        });
    }

    private static byte[] body(Map<String, String> found) {
        try {
            String status = found.containsValue("DOWN") ? "DOWN" : "UP";
            return JSON.writeValueAsBytes(new TreeMap<>(Map.of("status", status, "services", found)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
