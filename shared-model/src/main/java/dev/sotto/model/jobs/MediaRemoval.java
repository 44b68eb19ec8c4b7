package dev.sotto.model.jobs;

/** Why a recording or a transcript was removed. */
public enum MediaRemoval {
    /** A person deleted the job. */
    Deleted,
    /** It was older than the tenant, or Sotto, keeps it. */
    Expired
}
