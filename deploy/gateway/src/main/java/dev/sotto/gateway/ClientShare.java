package dev.sotto.gateway;

/** The part of {@link ClientShares} that one address uses. */
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
