package dev.sotto.jobs.roles;

/** A part of the service that a process can have. */
public enum ProcessRole {
    /** Serves requests. */
    API,
    /** Transcribes. */
    WORKER
}
