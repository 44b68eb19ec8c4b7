package dev.sotto.jobs.jobs;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks an operation whose response begins before its work does. The caller must be able to see the job. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface RequiresVisibleJob {}
