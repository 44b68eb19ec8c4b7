package dev.sotto.model.jobs;

/** The states of a resumable upload. */
public enum UploadState {
    /** Bytes are missing. */
    Receiving,
    /** All bytes are there, and the recording is measured and admitted. */
    Checking,
    /** A job was made of it. */
    Completed,
    /** No job can be made of it. */
    Refused
}
