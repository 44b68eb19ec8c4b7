package dev.sotto.runtime.isolation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a transaction may touch. PostgreSQL holds it: each table's policy decides by {@code app.scope},
 * {@code app.tenant_id} and {@code app.reseller_id} (docs/adr/0002-isolation-by-row-level-security.md).
 */
public sealed interface Scope {

    /** The value of {@code app.scope}. */
    String setting();

    /** The value of {@code app.tenant_id}. */
    default @Nullable UUID tenantId() {
        return null;
    }

    /** The value of {@code app.reseller_id}. */
    default @Nullable UUID resellerId() {
        return null;
    }

    /** An id as a setting's value. */
    static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    /** Organisations and money of the whole platform; no content. */
    record Platform() implements Scope {
        @Override
        public String setting() {
            return "platform";
        }
    }

    /** What is stamped with one reseller. */
    record Reseller(UUID id) implements Scope {
        @Override
        public String setting() {
            return "reseller";
        }

        @Override
        public UUID resellerId() {
            return id;
        }
    }

    /** What is one tenant's own. The platform's tenant has no reseller. */
    record Tenant(UUID id, @Nullable UUID resellerId) implements Scope {
        @Override
        public String setting() {
            return "tenant";
        }

        @Override
        public UUID tenantId() {
            return id;
        }
    }

    /** A task of the machine itself, under the service's {@code _system} login, whose grants are all that it may do. */
    record System(String task) implements Scope {
        @Override
        public String setting() {
            return "system";
        }
    }
}
