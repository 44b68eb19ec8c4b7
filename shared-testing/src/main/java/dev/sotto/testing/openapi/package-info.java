/** Checks that use a service's OpenAPI document: who may call each operation, and whether every example is valid. */
package dev.sotto.testing.openapi;
