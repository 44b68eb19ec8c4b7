package dev.sotto.servers;

/**
 * How long a server may take to start or to stop. The time only limits a failure: it is long enough for a slow and busy
 * machine.
 */
public final class ServerTimeout {

    public static final int SECONDS = 90;

    private ServerTimeout() {}
}
