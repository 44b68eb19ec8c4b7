package dev.sotto.gateway;

import java.util.HashMap;
import java.util.Map;

/** Counts what each client address uses, so that no address takes everything. Used only by the gateway's one thread. */
final class ClientShares {

    static final int UPLOADS = 64;
    private static final long BYTES = 8 << 20;
    private static final long BYTES_OF_ALL = 32 << 20;

    private final Map<String, Held> byAddress = new HashMap<>();
    private long bytesOfAll;

    private static final class Held {
        private long bytes;
        private int uploads;
    }

    ClientShare of(String address) {
        return new ClientShare(this, address);
    }

    boolean take(String address, long bytes) {
        Held held = byAddress.computeIfAbsent(address, first -> new Held());
        if (held.bytes + bytes > BYTES || bytesOfAll + bytes > BYTES_OF_ALL) {
            return false;
        }
        held.bytes += bytes;
        bytesOfAll += bytes;
        return true;
    }

    void giveBack(String address, long bytes) {
        bytesOfAll -= bytes;
        change(address, -bytes, 0);
    }

    boolean beginUpload(String address) {
        Held held = byAddress.get(address);
        if (held != null && held.uploads >= UPLOADS) {
            return false;
        }
        change(address, 0, 1);
        return true;
    }

    void endUpload(String address) {
        change(address, 0, -1);
    }

    private void change(String address, long bytes, int uploads) {
        Held held = byAddress.computeIfAbsent(address, first -> new Held());
        held.bytes += bytes;
        held.uploads += uploads;
        if (held.bytes == 0 && held.uploads == 0) {
            byAddress.remove(address);
        }
    }
}
