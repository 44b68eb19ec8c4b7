/** Checks that follow a service's OpenAPI document: who may call each operation, and that every example is valid. */
package dev.sotto.testing.openapi;
