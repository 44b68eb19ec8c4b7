/**
 * Holds the manifests to what the code, the documents and Kubernetes demand.
 *
 * <p>A {@link dev.sotto.kubernetes.Rule} reads the {@link dev.sotto.kubernetes.Manifests} of an overlay, as Kustomize
 * renders them, and says what is wrong. {@code PlantedFaultsTest} makes each fault once, so that no rule is blind.
 */
package dev.sotto.kubernetes;
