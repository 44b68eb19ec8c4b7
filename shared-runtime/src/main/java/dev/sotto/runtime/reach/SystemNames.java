package dev.sotto.runtime.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The resolver of this machine. */
class SystemNames implements Names {

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }
}
