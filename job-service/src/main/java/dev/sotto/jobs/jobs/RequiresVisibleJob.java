package dev.sotto.jobs.jobs;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** On an operation of a job whose answer begins before its work does: the caller must see the job. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface RequiresVisibleJob {}
