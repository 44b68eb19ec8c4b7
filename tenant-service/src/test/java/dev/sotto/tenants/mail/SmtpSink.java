package dev.sotto.tenants.mail;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A mail server that accepts every e-mail, one connection at a time, and keeps the last one. */
public final class SmtpSink implements QuarkusTestResourceLifecycleManager {

    private static final String LAST = "sotto.test.last-letter";

    private ServerSocket server;

    /** Returns the last e-mail with its envelope, as received; empty before the first. */
    static String last() {
        return System.getProperty(LAST, "");
    }

    @Override
    public Map<String, String> start() {
        try {
            server = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "smtp-sink");
        thread.setDaemon(true);
        thread.start();
        return Map.of(
                "quarkus.mailer.host", "127.0.0.1", "quarkus.mailer.port", Integer.toString(server.getLocalPort()));
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException e) {
                // The client or the test run has gone. The next connection decides.
                continue;
            }
        }
    }

    private static void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(client.getOutputStream(), false, StandardCharsets.UTF_8);
        StringBuilder letter = new StringBuilder();
        say(out, "220 sink");
        boolean inText = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            letter.append(line).append('\n');
            if (inText) {
                inText = !line.equals(".");
                if (!inText) {
                    System.setProperty(LAST, letter.toString());
                    say(out, "250 kept");
                }
            } else if (line.startsWith("DATA")) {
                inText = true;
                say(out, "354 go on");
            } else if (line.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
