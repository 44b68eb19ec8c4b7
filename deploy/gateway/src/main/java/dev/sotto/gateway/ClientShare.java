package dev.sotto.gateway;

/** One address's part of {@link ClientShares}. */
record ClientShare(ClientShares shares, String address) {

    boolean take(long bytes) {
        return shares.take(address, bytes);
    }

    void giveBack(long bytes) {
        shares.giveBack(address, bytes);
    }

    boolean beginUpload() {
        return shares.beginUpload(address);
    }

    void endUpload() {
        shares.endUpload(address);
    }
}
