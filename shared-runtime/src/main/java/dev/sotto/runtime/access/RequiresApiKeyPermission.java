package dev.sotto.runtime.access;

import dev.sotto.model.access.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the permission that an API key needs to call this operation. Without this annotation, no API key may call it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresApiKeyPermission {

    Permission value();
}
