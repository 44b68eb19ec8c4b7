package dev.sotto.runtime.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that nobody may do in another's name: making keys, setting prices, taking on customers, passwords, addresses,
 * roles, suspensions.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NoImpersonation {}
