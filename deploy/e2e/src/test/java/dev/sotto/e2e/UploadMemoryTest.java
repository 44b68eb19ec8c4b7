package dev.sotto.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.Sotto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Recordings pass through job-service: the memory that it needs does not grow with them. Small ones in every build; ten of
 * 200 MB as forms and one of 5 GB as a resumable upload under the profile campaign.
 */
@ExtendWith(CanaryWatch.class)
class UploadMemoryTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("sotto.campaign");
    private static final int FORMS = 10;
    private static final long FORM_BYTES = CAMPAIGN ? 200_000_000 : 2_000_000;
    private static final long LARGE_BYTES = CAMPAIGN ? 5_000_000_000L : 20_000_000;
    private static final long WARM_UP_BYTES = CAMPAIGN ? 200_000_000 : 2_000_000;

    /** Less than a twentieth of what is sent in the campaign. The heap may grow up to its limit with what is not needed. */
    private static final long MOST_GROWTH = 300_000_000;

    private static final long MOST_BUFFERS = 64_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final byte[] ZEROS = new byte[1 << 16];

    private final Sotto sotto = RunningSotto.running();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @SuppressWarnings("BanJNDI") // The address is that of a process of ours on this machine.
    void memoryIsFlatWhileLargeRecordingsArrive() throws Exception {
        List<Customer> customers = List.of(new Customer(sotto), new Customer(sotto), new Customer(sotto));
        List<String> keys = customers.stream().map(Customer::key).toList();
        customers.forEach(customer -> giveRoom(customer.tenantId()));
        long pid = sotto.service("job-service").pid();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            Probe probe = new Probe(pid, connector.getMBeanServerConnection());
            for (int i = 0; i < FORMS; i++) {
                form(customers.get(i % 2), keys.get(i % 2), WARM_UP_BYTES).join();
            }
            Sample before = probe.collected();

            List<CompletableFuture<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < FORMS; i++) {
                sent.add(form(customers.get(i % 2), keys.get(i % 2), FORM_BYTES));
            }
            sent.add(resumable(customers.get(2), keys.get(2)));
            Sample most = probe.most(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));

            System.out.printf(
                    Locale.ROOT,
                    "memory of job-service for %d forms of %d MB and an upload of %d MB: before %s; at most %s; after %s%n",
                    FORMS,
                    FORM_BYTES / 1_000_000,
                    LARGE_BYTES / 1_000_000,
                    before,
                    most,
                    probe.collected());
            // Zeros are no recording: all bytes have arrived, were examined and thrown away.
            assertThat(sent).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(422));
            assertThat(most.resident() - before.resident()).isLessThan(MOST_GROWTH);
            assertThat(most.buffers()).isLessThan(MOST_BUFFERS);
        } finally {
            machine.detach();
        }
    }

    /** Resident set, heap in use with what is not collected yet, and direct buffers, in bytes. */
    private record Sample(long resident, long heap, long buffers) {

        Sample max(Sample other) {
            return new Sample(
                    Math.max(resident, other.resident), Math.max(heap, other.heap), Math.max(buffers, other.buffers));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d MB resident, %d MB heap, %d MB direct buffers",
                    resident / 1_000_000,
                    heap / 1_000_000,
                    buffers / 1_000_000);
        }
    }

    private record Probe(long pid, MemoryMXBean memory, BufferPoolMXBean direct) {

        Probe(long pid, MBeanServerConnection server) throws IOException {
            this(
                    pid,
                    ManagementFactory.newPlatformMXBeanProxy(
                            server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class),
                    ManagementFactory.newPlatformMXBeanProxy(
                            server, "java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class));
        }

        Sample collected() {
            memory.gc();
            return sample();
        }

        Sample sample() {
            return new Sample(resident(), memory.getHeapMemoryUsage().getUsed(), direct.getMemoryUsed());
        }

        /** Looks ten times a second until the work is done. */
        Sample most(CompletableFuture<?> work) throws InterruptedException, ExecutionException {
            Sample most = sample();
            while (true) {
                try {
                    work.get(100, TimeUnit.MILLISECONDS);
                    return most;
                } catch (TimeoutException underWay) {
                    most = most.max(sample());
                }
            }
        }

        private long resident() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CompletableFuture<Integer> form(Customer customer, String key, long bytes) {
        byte[] head = ("--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n" + customer.workflow()
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"talk.wav\"\r\n\r\n")
                .getBytes(UTF_8);
        byte[] end = "\r\n--b--\r\n".getBytes(UTF_8);
        InputStreams content = () -> new SequenceInputStream(
                new ByteArrayInputStream(head),
                new SequenceInputStream(new Zeros(bytes), new ByteArrayInputStream(end)));
        return send(request("/api/v1/jobs", key)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(sized(content, head.length + bytes + end.length)))
                .thenApply(HttpResponse::statusCode);
    }

    private CompletableFuture<Integer> resumable(Customer customer, String key) {
        HttpRequest.Builder begin = request("/api/v1/uploads", key)
                .header("Upload-Length", Long.toString(LARGE_BYTES))
                .header("Upload-Metadata", "filename dGFsay53YXY=,workflow_id " + base64(customer.workflow()))
                .POST(BodyPublishers.noBody());
        return send(begin)
                .thenCompose(begun -> send(request(
                                URI.create(begun.headers()
                                                .firstValue("Location")
                                                .orElseThrow())
                                        .getPath(),
                                key)
                        .header("Upload-Offset", "0")
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", sized(() -> new Zeros(LARGE_BYTES), LARGE_BYTES))))
                .thenApply(HttpResponse::statusCode);
    }

    private interface InputStreams {
        InputStream open();
    }

    private static BodyPublisher sized(InputStreams content, long bytes) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content::open), bytes);
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(sotto.address().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Tus-Resumable", "1.0.0")
                .timeout(PATIENCE);
    }

    private CompletableFuture<HttpResponse<Void>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.discarding());
    }

    /** The plans of the sample data are smaller. */
    private void giveRoom(String tenantId) {
        try (Connection database = sotto.databases().superuser("job");
                PreparedStatement change = database.prepareStatement(
                        "update quota_accounts set storage_limit_bytes = 100000000000 where tenant_id = ?")) {
            change.setObject(1, UUID.fromString(tenantId));
            assertThat(change.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** So many zeros, of which none is kept. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(left, length), ZEROS.length);
            System.arraycopy(ZEROS, 0, buffer, from, count);
            left -= count;
            return count;
        }
    }
}
