package dev.sotto.jobs.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** A port to the Domain Name System. Blocks, so it needs a worker thread. */
interface Names {

    /** Returns the addresses of a host, at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
