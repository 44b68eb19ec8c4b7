package dev.sotto.kubernetes;

import java.util.List;

/** What manifests must hold to. */
interface Rule {

    /** Returns what is wrong, a sentence each; empty if nothing is. */
    List<String> findings(Manifests manifests);
}
