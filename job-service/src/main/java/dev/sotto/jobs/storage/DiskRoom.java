package dev.sotto.jobs.storage;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that uploads may still bring, so that all of them find room on the disk. */
@ApplicationScoped
public class DiskRoom {

    private static final long ALWAYS_FREE = 500_000_000;

    private final Spool spool;
    private final AtomicLong promised = new AtomicLong();
    private volatile long promisedToResumable;

    DiskRoom(Spool spool) {
        this.spool = spool;
    }

    /** Promises room to an upload, which must {@link #release} it; or refuses it. */
    public void promise(long bytes) {
        promised.addAndGet(bytes);
        try {
            requireRoom();
        } catch (Problem noRoom) {
            release(bytes);
            throw noRoom;
        }
    }

    public void release(long bytes) {
        promised.addAndGet(-bytes);
    }

    /**
     * Promises room to the resumable uploads, which are counted in the database; or refuses the newest of them.
     *
     * @param bytes what all of them together may still bring
     * @param newest of these, the bytes of the newest
     */
    public void promiseResumable(long bytes, long newest) {
        promisedToResumable = bytes;
        try {
            requireRoom();
        } catch (Problem noRoom) {
            promisedToResumable = bytes - newest;
            throw noRoom;
        }
    }

    /** Refuses a recording of unknown size if the disk has no room at all. */
    public void requireRoom() {
        long free = spool.freeBytes();
        long wanted = promised.get() + promisedToResumable;
        if (free < wanted + ALWAYS_FREE) {
            throw full(new IOException("the spool has " + free + " bytes left, of which " + ALWAYS_FREE
                    + " stay free; uploads under way want " + wanted));
        }
    }

    /** The refusal of a recording for which the disk has no room. */
    public static Problem full(Throwable failure) {
        return Problem.needingRepair(
                ProblemType.INSUFFICIENT_STORAGE,
                "The server has no room for the recording and did not keep it. Send it again later.",
                failure);
    }
}
