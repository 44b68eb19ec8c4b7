package dev.sotto.testing.reach;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of the Domain Name System (RFC 1035, over UDP) on this machine, whose answers may change from one to the next. */
public final class DnsServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int INTERNET = 1;
    /** A response, recursion desired and available. */
    private static final int ANSWER = 0x8180;

    private static final int NO_SUCH_NAME = 3;
    /** A pointer to the name of the question. */
    private static final int SAME_NAME = 0xc000 | HEADER;

    private final DatagramSocket socket;
    private final Map<String, List<String[]>> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    public DnsServer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The first answer for a host is given once for each type of record, and so on; the last one for ever. */
    public void answer(String host, String[]... addresses) {
        answers.put(host, List.of(addresses));
        asked.remove(host + " " + A);
        asked.remove(host + " " + AAAA);
    }

    /** Returns the hosts whose IPv4 addresses were asked for, in order. */
    public List<String> questions() {
        return new ArrayList<>(questions);
    }

    private void serve() {
        byte[] room = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(room, room.length);
                socket.receive(question);
                byte[] answer = answer(ByteBuffer.wrap(Arrays.copyOf(room, question.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private byte[] answer(ByteBuffer message) throws IOException {
        short id = message.getShort();
        message.position(HEADER);
        String host = name(message);
        int type = message.getShort();
        message.getShort();
        byte[] question = Arrays.copyOfRange(message.array(), HEADER, message.position());
        if (type == A) {
            questions.add(host);
        }
        List<byte[]> records = records(host, type);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(ANSWER | (answers.containsKey(host) ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeShort(0);
        out.writeShort(0);
        out.write(question);
        for (byte[] record : records) {
            out.writeShort(SAME_NAME);
            out.writeShort(type);
            out.writeShort(INTERNET);
            out.writeInt(0);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer message) {
        List<String> labels = new ArrayList<>();
        for (int length = message.get(); length > 0; length = message.get()) {
            byte[] label = new byte[length];
            message.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        return String.join(".", labels);
    }

    private List<byte[]> records(String host, int type) throws IOException {
        List<String[]> all = answers.getOrDefault(host, List.of());
        if (all.isEmpty()) {
            return List.of();
        }
        int before = asked.merge(host + " " + type, 1, Integer::sum) - 1;
        List<byte[]> records = new ArrayList<>();
        for (String address : all.get(Math.min(before, all.size() - 1))) {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length == (type == A ? 4 : 16)) {
                records.add(bytes);
            }
        }
        return records;
    }

    @Override
    public void close() {
        socket.close();
    }
}
