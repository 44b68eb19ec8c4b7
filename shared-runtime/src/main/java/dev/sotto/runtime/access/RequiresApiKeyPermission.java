package dev.sotto.runtime.access;

import dev.sotto.model.access.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an API key must be permitted to call this operation; without it, no key may. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresApiKeyPermission {

    Permission value();
}
