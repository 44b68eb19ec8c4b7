package dev.sotto.servers;

/**
 * How long a server may take to start or to stop. The time only bounds a failure: it is enough for a machine that is several
 * times slower and busy.
 */
public final class ServerTimeout {

    public static final int SECONDS = 90;

    private ServerTimeout() {}
}
