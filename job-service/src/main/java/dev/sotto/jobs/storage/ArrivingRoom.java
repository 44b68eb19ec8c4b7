package dev.sotto.jobs.storage;

/**
 * The room on the disk for a recording that arrives. If its size is known, all of it is promised before the first byte;
 * otherwise a part in advance, again and again.
 */
public final class ArrivingRoom implements AutoCloseable {

    private static final long IN_ADVANCE = 64_000_000;

    private final DiskRoom room;
    private long arrived;
    private long promised;

    public ArrivingRoom(DiskRoom room) {
        this.room = room;
    }

    /** @param bytes the size of the recording; fails if there is no room for it */
    public synchronized void promise(long bytes) {
        room.promise(bytes);
        promised += bytes;
    }

    /** @param bytes all that have arrived; fails if there is no room for more */
    public synchronized void arrived(long bytes) {
        long more = bytes - arrived;
        if (more > promised) {
            promise(more + IN_ADVANCE);
        }
        room.release(more);
        promised -= more;
        arrived = bytes;
    }

    @Override
    public synchronized void close() {
        room.release(promised);
        promised = 0;
    }
}
